import './raw-imports.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import type { StepContext } from '../../main/ports/step-context.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { allDown, hostsUp } from '../lab/host-lifecycle.ts';
import { withLock } from '../lab/lab-lock.ts';
import { labStatus } from '../lab/lab-status.ts';
import { prepareLab } from '../lab/prepare-lab.ts';
import { onHost } from '../lab/road/on-host.ts';
import { run } from '../lab/run-command.ts';
import { fileNames } from '../lab/software/bundle-spec.ts';
import { asArtifact, type Content, type LayeredImage, layeredImages, writeLayout } from './layered-images.ts';
import { compared, median, type Row, seconds } from './row.ts';

const { RunnerPool } = await import('../../main/engine/runner/runner-pool.ts');
const { default: imagesStep } = await import('../../main/steps/runtime/images.step.ts');
const rounds = 2;
const imageCount = 10;
const host = 'h1';
const ctr = '/usr/local/bin/ctr -n k8s.io';
const mebibyte = 2 ** 20;

/**
 * P9: images with shared layers into the containerd of a lab host over SSH, beside `ctr images import` of one tar that lies
 * on the host already, of that tar again, and of one archive an image over SSH.
 */
export async function benchNodeImport(baseMiB = 80): Promise<Row[]> {
  const release = await withLock('build', () => prepareLab('1.34'));
  await withLock('hosts', async () => {
    await allDown();
    await hostsUp(1);
  });
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  try {
    await giveContainerd(dirname((await labStatus()).specs[release] ?? ''));
    const { content, images, changed } = layeredImages(imageCount, baseMiB, 16);
    const whole = writeLayout(join(folder, 'whole'), images, content);
    const each = images.map((image, index) => writeLayout(join(folder, `image-${index}`), [image], content));
    const { step, close } = await openStep(content);
    const took: Record<string, number[]> = {};
    const note = async (what: string, work: () => Promise<unknown>) => {
      took[what] = [...(took[what] ?? []), await seconds(work)];
    };
    for (let round = 0; round < rounds; round += 1) {
      await note('ours', () => step(images));
      await note('ours again', () => step(images));
      await note('ours, one layer', () => step(changed));
      await removeAll();
      await overSsh(whole, 'cat >/var/lib/containerd/whole.tar');
      await note('one tar', () => onHost(host, `${ctr} images import /var/lib/containerd/whole.tar >/dev/null`));
      await note('one tar again', () => onHost(host, `${ctr} images import /var/lib/containerd/whole.tar >/dev/null`));
      await removeAll();
      if (round > 0) continue; // half a minute, and nothing to vary
      await note('an archive each', async () => {
        for (const layout of each) await overSsh(layout, `${ctr} images import - >/dev/null`);
      });
      await removeAll();
    }
    await close();
    const of = (what: string) => median(took[what] ?? []);
    const unique = new Set(images.flatMap(({ blobs }) => blobs));
    const sizeMiB = [...unique].reduce((sum, digest) => sum + (content.get(digest)?.length ?? 0), 0) / mebibyte;
    const name = `P9 import ${imageCount} images, ${Math.round(sizeMiB)} MiB, over SSH`;
    return [
      compared(`${name}, against ctr import of one tar on the node`, of('ours'), of('one tar'), '≤ 1.25', 's'),
      compared(`${name}, against an archive an image over SSH`, of('ours'), of('an archive each'), '≤ 0.35', 's'),
      compared('P9 unchanged, against the tar again', of('ours again'), of('one tar again'), '≤ 0.1', 's'),
      compared('P9 one layer, against the tar again', of('ours, one layer'), of('one tar again'), '≤ 0.15', 's'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await withLock('hosts', allDown);
  }
}

/** Nothing but containerd: importing asks for no more. */
async function giveContainerd(artifacts: string): Promise<void> {
  await run('bash', [
    '-c',
    'archive=$1; shift; exec ssh "$@" "tar -C /usr/local -xz" <"$archive"',
    '-',
    join(artifacts, fileNames.containerd),
    ...(await sshWords()),
  ]);
  await onHost(host, 'systemd-run --quiet --unit=containerd -p Delegate=yes -p Type=notify /usr/local/bin/containerd');
}

/** The step of the engine itself: asked whether anything is to do, done, and asked again, as an installation does. */
async function openStep(content: Content) {
  const { address, port, keyPath } = await there();
  const hostKeys = new MemoryHostKeys();
  const secrets = new MemorySecrets();
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const root = { name: host, address, port, access: { user: 'root', auth: { kind: 'key', path: keyPath } as const } };
  const shown = await connector.fingerprint(root);
  hostKeys.trust(host, shown.key, shown.fingerprint);
  const artifacts = {
    manifestHash: '',
    sizeOf: (digest: string) => content.get(digest)?.length ?? 0,
    read: (digest: string, offset = 0) => Readable.from(pieces(content.get(digest)?.subarray(offset))),
  };
  const pool = new RunnerPool({ connector, addressOf: () => root, artifacts, secrets, clock: systemClock });
  const { signal } = new AbortController();
  let turn = 0;
  const step = async (images: readonly LayeredImage[]): Promise<void> => {
    turn += 1;
    const node = await pool.runner(host, { runKey: `bench.${turn}`, fence: 1, signal, onLog: () => undefined });
    const context = { node, report: () => undefined } as unknown as StepContext;
    const input = { images: images.map((image) => asArtifact(image, content)), etcdImportMegabytes: 10 };
    const probe = await imagesStep.probe(context, input);
    if (probe.state === 'satisfied') return;
    await imagesStep.apply(context, input);
    const after = await imagesStep.probe(context, input);
    if (after.state !== 'satisfied') throw new Error(`not imported: ${JSON.stringify(after.evidence)}`);
  };
  return { step, close: () => pool.close() };
}

function* pieces(bytes: Buffer = Buffer.alloc(0)): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += mebibyte) yield bytes.subarray(at, at + mebibyte);
}

async function there() {
  const found = (await labStatus()).hosts.find(({ name }) => name === host);
  if (found === undefined) throw new Error(`the lab has no ${host}`);
  return found;
}

async function sshWords(): Promise<string[]> {
  const { address, keyPath } = await there();
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  return [...options.flatMap((option) => ['-o', option]), '-i', keyPath, `root@${address}`];
}

/** The layout's archive as standard input of a command on the host. */
async function overSsh(layout: string, command: string): Promise<void> {
  await run('bash', [
    '-c',
    'layout=$1 command=$2; shift 2; tar -C "$layout" -cf - . | ssh "$@" "$command"',
    '-',
    layout,
    command,
    ...(await sshWords()),
  ]);
}

/** The images, their layers and what was made of them; the step itself removed what it was sent. */
async function removeAll(): Promise<void> {
  await onHost(
    host,
    `${ctr} images ls -q | xargs -r ${ctr} images rm --sync >/dev/null; rm -f /var/lib/containerd/whole.tar; test -z "$(${ctr} content ls -q)"`,
  );
}
