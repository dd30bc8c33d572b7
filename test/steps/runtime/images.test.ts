import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registries } from '../../../main/app/registries.ts';
import { planOperation } from '../../../main/plan/operation-plan.ts';
import type { RemoteHost } from '../../../main/ports/remote-host.ts';
import type { NodeRunner, StepContext } from '../../../main/ports/step-context.ts';
import { nodeScript } from '../../../main/steps/node-script.ts';
import script from '../../../main/steps/runtime/images.sh?raw';
import images from '../../../main/steps/runtime/images.step.ts';
import { bundleWithout, sitePlanOf } from '../../plan/fixture.ts';

/** A machine of its own: processes, /run, /usr/local/bin and /var/lib hold nothing of this one's. */
const unshare = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...unshare, 'true']).status === 0;

describe.skipIf(!canUnshare)(
  canUnshare ? 'images.sh beside an etcd' : 'images.sh beside an etcd: skipped without namespaces',
  { timeout: 30_000 },
  () => {
    const blob = randomBytes(250_000);
    const digest = createHash('sha256').update(blob).digest('hex');
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ferryman-images-'));
      await mkdir(join(folder, 'bin'));
      await program(
        'ctr',
        'case "$*" in *"images import -") cat >"$FOLDER/archive"; exit $CTR_FAILS ;; *) echo image ;; esac',
      );
      await copyFile('/bin/sleep', join(folder, 'etcd'));
      await writeFile(join(folder, 'blob'), blob);
      await writeFile(join(folder, 'list'), `registry.example/pause:1 sha256:${digest}\n`);
      await writeFile(join(folder, 'index'), '{}');
      await writeFile(join(folder, 'blobs'), `sha256:${digest}\n`);
      await writeFile(join(folder, 'images'), nodeScript('runtime/images', script).source);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function program(name: string, body: string): Promise<void> {
      const path = join(folder, 'bin', name);
      await writeFile(path, `#!/bin/bash\n${body}\n`);
      await chmod(path, 0o755);
    }

    /** At 1 MB/s a tenth of a second is worth 100,000 bytes. */
    const apply = (before: string, environment: Readonly<Record<string, string>> = {}) =>
      onMachine(before, 'apply "$FOLDER/list" "$FOLDER/index" "$FOLDER/blobs" 1000000', environment);

    /** `before` runs on the machine first. */
    function onMachine(before: string, call: string, environment: Readonly<Record<string, string>> = {}) {
      const machine = [
        'set -e',
        'for path in /run /var/lib /usr/local/bin; do mount -t tmpfs none "$path"; done',
        `install "$FOLDER/bin/ctr" /usr/local/bin/ctr`,
        `install -D "$FOLDER/blob" /var/lib/ferryman/blobs/sha256/${digest}`,
        before,
        `bash "$FOLDER/images" ${call}`,
      ].join('\n');
      const { status, stdout, stderr } = spawnSync('unshare', [...unshare, 'bash', '-c', machine], {
        encoding: 'utf8',
        // the shell that split would take by itself, and which runs nothing
        env: { PATH: process.env.PATH, SHELL: '/bin/false', FOLDER: folder, FERRYMAN_RUN: folder, ...environment },
      });
      return { status, stdout, stderr };
    }

    const etcd = '"$FOLDER/etcd" 600 & until grep -qx etcd "/proc/$!/comm"; do :; done';
    const manifest =
      'mount -t tmpfs none /etc && mkdir -p /etc/kubernetes/manifests && touch /etc/kubernetes/manifests/etcd.yaml';

    it.each([
      ['its process runs', etcd],
      ['the kubelet is to bring it back', manifest],
    ])('loads in pieces where %s, all bytes of them', async (_, before) => {
      const { status, stdout } = apply(before);
      const archive = await readFile(join(folder, 'archive'));
      const pieces = Math.ceil(archive.length / 100_000);
      expect([status, stdout.trim().split('\n')]).toEqual([
        0,
        [
          'an etcd runs here: images are loaded at 1000000 bytes a second at most',
          `loaded in ${pieces} pieces of at most 100000 bytes, ten a second at most`,
        ],
      ]);
      expect([archive.includes(blob), pieces >= 3]).toEqual([true, true]);
    });

    it.each([
      ['its process', etcd, 0],
      ['its manifest', manifest, 0],
      ['none', '', 10],
    ])('says whether an etcd runs here: %s', (_, before, status) => {
      expect(onMachine(before, 'etcd').status).toBe(status);
    });

    it('waits a tenth of a second for each piece', async () => {
      await program('sleep', 'echo "$*" >>"$FOLDER/slept"');
      const { status, stdout } = apply(`${etcd}; export PATH="$FOLDER/bin:$PATH"`);
      const slept = (await readFile(join(folder, 'slept'), 'utf8')).trim().split('\n');
      expect([status, new Set(slept), stdout.includes(`in ${slept.length} pieces`)]).toEqual([
        0,
        new Set(['0.1']),
        true,
      ]);
    });

    it.each([
      ['nothing of it is there', ''],
      ['another program is merely called so', '(exec -a etcd "$BASH" -c "sleep 600; true") & '],
    ])('loads at full speed where %s', async (_, before) => {
      const { status, stdout } = apply(before);
      expect([status, stdout]).toEqual([0, 'no etcd runs here: images are loaded at full speed\n']);
      expect((await readFile(join(folder, 'archive'))).includes(blob)).toBe(true);
    });

    it.each([
      ['with an etcd', etcd],
      ['without', ''],
    ])('fails with containerd and with an archive cut short, %s', async (_, before) => {
      expect(apply(before, { CTR_FAILS: '7' }).status).toBe(7);
      await program('tar', '/usr/bin/env -u PATH /bin/tar "$@" | head -c 150000; exit 2');
      const cut = apply(`${before}\nexport PATH="$FOLDER/bin:$PATH"`);
      expect([cut.status, (await readFile(join(folder, 'archive'))).length]).toEqual([2, 150_000]);
    });

    it('pins while it imports where ctr can, and only what then still lacks the pin', async () => {
      const ctr = (help: string) => `case "$*" in
        *"images import --help") echo "${help}" ;;
        *"images import"*) cat >/dev/null; echo "$*" >>"$FOLDER/calls" ;;
        *"images ls") echo "registry.example/pause:1 sha256:${digest} $PINNED" ;;
        *"images label"*) echo "$*" >>"$FOLDER/calls" ;;
      esac`;
      const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
      const label = '-n k8s.io images label registry.example/pause:1 io.cri-containerd.pinned=pinned';
      await program('ctr', ctr('   --label value'));
      expect(apply('', { PINNED: 'io.cri-containerd.pinned=pinned' }).status).toBe(0);
      expect(apply('', { PINNED: '-' }).status).toBe(0);
      const importing = '-n k8s.io images import --label io.cri-containerd.pinned=pinned -';
      expect(await calls()).toEqual([importing, importing, label]);
      await rm(join(folder, 'calls'));
      await program('ctr', ctr('   --no-unpack'));
      expect(apply('', { PINNED: '-' }).status).toBe(0);
      expect(await calls()).toEqual(['-n k8s.io images import -', label]);
    });

    it('fails where containerd dies while it is fed', async () => {
      await program('ctr', 'case "$*" in *"images import -") head -c 10 >/dev/null; exit 9 ;; *) echo image ;; esac');
      expect(apply(etcd).status).toBe(9);
    });
  },
);

describe('the step', () => {
  const { steps } = registries();
  const rateOf = (plan: ReturnType<typeof sitePlanOf>) =>
    planOperation(plan, steps, bundleWithout())
      .steps.filter(({ kind }) => kind === 'runtime/images')
      .map(({ input }) => (input as { etcdImportMegabytes: number }).etcdImportMegabytes);

  it('carries the planner default, or what somebody said instead', () => {
    const plan = sitePlanOf([{ name: 'n1' }]);
    expect(plan.assumptions.find(({ id }) => id === 'etcd-import-megabytes')).toMatchObject({
      value: 10,
      unit: 'MB/s',
    });
    expect(rateOf(plan)).toEqual([10]);
    const overrides = [{ assumption: 'etcd-import-megabytes', value: 2.5, by: '王', why: 'HDD' }];
    expect(rateOf(sitePlanOf([{ name: 'n1' }], { overrides }))).toEqual([2.5]);
  });

  it('is capped too where plan or frozen operation is older than the cap', () => {
    const plan = sitePlanOf([{ name: 'n1' }]);
    const assumptions = plan.assumptions.filter(({ id }) => id !== 'etcd-import-megabytes');
    expect(rateOf({ ...plan, assumptions })).toEqual([10]);
    expect(images.input.parse({ images: [] })).toEqual({ images: [], etcdImportMegabytes: 10 });
  });

  /** A machine that holds the first `held` of `count` images that share a layer, and whose scripts are only written down. */
  async function applied(etcdExitCode: number, count = 2, sizeBytes = 1, held = 0) {
    const runs: { readonly files: string[]; readonly rate: string | undefined; readonly part: string | undefined }[] =
      [];
    const events: string[] = [];
    const scratch: string[] = [];
    const blob = (index: number) => ({ digest: `sha256:${`${index}`.repeat(64)}`, sizeBytes, mediaType: '' });
    const shared = { ...blob(9), sizeBytes: 0 };
    const inputs = Array.from({ length: count }, (_, index) => ({
      ref: { type: 'image' as const, name: `registry.example/app:${index}`, platform: 'linux/amd64' },
      digest: blob(index).digest,
      sizeBytes,
      fileName: '',
      blobs: [blob(index), shared],
    }));
    const digests = [...inputs.map(({ digest }) => digest), shared.digest];
    const lacking = [
      ...inputs.slice(held).flatMap(({ ref, digest }) => [ref.name, digest]),
      ...(held === 0 ? [shared.digest] : []),
    ];
    const node: NodeRunner = {
      host: { name: 'n1' } as RemoteHost,
      exec: () => Promise.reject(new Error('nothing of its own')),
      scratch: () => Promise.reject(new Error('nothing in scratch')),
      observe: async (_, [verb]) => ({
        exitCode: verb === 'etcd' ? etcdExitCode : 0,
        stdout: verb === 'missing' ? lacking.map((line) => `${line}\n`).join('') : '',
        stderr: '',
      }),
      mutate: async (_, [, ...args], options) => {
        events.push(`${options?.part} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        const files = args.slice(0, 3).map((name) => scratch[Number(name)] ?? '');
        runs.push({ files, rate: args[3], part: options?.part });
        events.push(`${options?.part} ends`);
        return { exitCode: 0, log: '', changes: [] };
      },
      upload: async (wanted) => void events.push(`sends ${wanted.map(({ digest }) => digest[7]).join('')}`),
      writeScratch: async (content) => String(scratch.push(content) - 1),
    };
    await images.apply({ node, report: () => {} } as Partial<StepContext> as StepContext, {
      images: inputs,
      etcdImportMegabytes: 2.5,
    });
    return { runs, events, digests };
  }

  it('loads all images at once where no etcd runs and little is missing', async () => {
    const { runs, events } = await applied(10);
    expect(events).toEqual(['sends 091', 'load-0 begins', 'load-0 ends']);
    expect(runs.map(({ files, rate }) => [files[0]?.split('\n').length, rate])).toEqual([[3, '2500000']]);
  });

  it('leaves alone what is there: an image that was lost is loaded by itself', async () => {
    const { runs, events } = await applied(0, 3, 1, 2);
    expect(events).toEqual(['sends 2', 'load-0 begins', 'load-0 ends']);
    expect(runs.map(({ files: [list] }) => list?.match(/app:\d/g))).toEqual([['app:2']]);
  });

  it('sends the next images while some are loaded, 64 MB or more each, and no blob twice', async () => {
    const { runs, events } = await applied(10, 8, 40_000_000);
    expect(events).toEqual([
      'sends 091',
      'sends 23',
      'load-0 begins',
      'load-0 ends',
      'sends 45',
      'load-1 begins',
      'load-1 ends',
      'sends 67',
      'load-2 begins',
      'load-2 ends',
      'load-3 begins',
      'load-3 ends',
    ]);
    expect(runs.map(({ files: [list] }) => list?.match(/app:\d/g))).toEqual(
      [0, 2, 4, 6].map((first) => [`app:${first}`, `app:${first + 1}`]),
    );
  });

  it('loads one image after another beside an etcd, each with its own list, index and blobs', async () => {
    const { runs, events, digests } = await applied(0);
    const [first, second, shared] = digests;
    expect(events).toEqual(['sends 09', 'load-0 begins', 'load-0 ends', 'sends 1', 'load-1 begins', 'load-1 ends']);
    expect(
      runs.map(({ files: [list, index, blobs], ...run }) => ({ list, blobs, named: index?.match(/app:\d/g), ...run })),
    ).toEqual([
      {
        list: `registry.example/app:0 ${first}\n`,
        blobs: `${first}\n${shared}\n`,
        named: ['app:0', 'app:0'],
        rate: '2500000',
        part: 'load-0',
      },
      {
        list: `registry.example/app:1 ${second}\n`,
        blobs: `${second}\n${shared}\n`,
        named: ['app:1', 'app:1'],
        rate: '2500000',
        part: 'load-1',
      },
    ]);
  });

  it('stops where the machine cannot say whether an etcd runs', async () => {
    await expect(applied(1)).rejects.toMatchObject({ code: 'HOST_E0003' });
  });
});
