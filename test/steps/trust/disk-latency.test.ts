import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskLatencyScript, readDiskLatency } from '../../../main/steps/trust/disk-latency.ts';

/** A machine of its own, with an empty /var/lib in memory, where every fdatasync is quick. */
const unshare = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare = spawnSync('unshare', [...unshare, 'true']).status === 0;
const needed =
  'bash basename cat cp date dd df dirname env find grep head mkdir mkfifo mktemp mount mv rm stat tail timeout touch';
const whereIs = (program: string) =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
const python =
  spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const isRealFio = spawnSync('fio', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('fio-3') === true;

describe.skipIf(!canUnshare)(
  canUnshare ? 'disk-latency.sh' : 'disk-latency.sh: skipped without namespaces',
  { timeout: 30_000 },
  () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ferryman-disk-latency-'));
      await mkdir(join(folder, 'bin'));
      for (const name of needed.split(' ')) await symlink(whereIs(name), join(folder, 'bin', name));
      await writeFile(join(folder, 'probe'), diskLatencyScript.source);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function program(name: string, body: string): Promise<void> {
      const path = join(folder, 'bin', name);
      await rm(path, { force: true });
      await writeFile(path, `#!/bin/bash\n${body}\n`);
      await chmod(path, 0o755);
    }
    const real = (name: string, path: string) => symlink(path, join(folder, 'bin', name));
    /** Writes what the probe reads, and nothing to the disk. */
    const standIn = (version: string, body = '') =>
      program(
        'fio',
        `[ "$1" != --version ] || { echo ${version}; exit 0; }\necho "$*" >"$FOLDER/fio-arguments"\n${body}`,
      );
    const said = `for argument; do case $argument in --output=*) output=\${argument#*=} ;; esac; done
      echo '{"jobs": [{"error": 0, "sync": {"total_ios": 10000, "lat_ns": {"max": 9, "percentile": {"50.000000": 3, "99.000000": 5}}}}]}' >"$output"`;

    /** `before` runs on the machine first, `call` measures; then what is in /var/lib follows. */
    function onMachine({ before = '', call = 'bash "$FOLDER/probe" /var/lib/etcd', size = '200m' } = {}) {
      const machine = [
        'set -e',
        `mount -t tmpfs -o size=${size} none /var/lib; mount -t tmpfs none /run`,
        '[ ! -e /usr/libexec/platform-python ] || mount --bind /dev/null /usr/libexec/platform-python',
        before,
        `code=0; { ${call}; } || code=$?`,
        'echo; echo "left:"; find /var/lib -mindepth 1',
        'exit $code',
      ].join('\n');
      const { status, stdout, stderr } = spawnSync(whereIs('unshare'), [...unshare, 'bash', '-c', machine], {
        encoding: 'utf8',
        env: { PATH: join(folder, 'bin'), FOLDER: folder },
      });
      const [printed = '', left = ''] = stdout.split('\nleft:\n');
      return { status, stderr, printed, left: left.trim().split('\n').sort(), read: () => readDiskLatency(printed) };
    }
    const nothing = ['/var/lib/ferryman'];

    it('takes fio where it tells of fdatasync, at etcd’s size, on 22 MB at most', async () => {
      await standIn('fio-3.5', said);
      const { left, read } = onMachine();
      const place = { path: '/var/lib/ferryman', device: 'none', passedOver: '' };
      const figures = { writes: 10_000, p50Ms: 3e-6, p99Ms: 5e-6, maxMs: 9e-6 };
      expect([read(), left]).toEqual([{ ...place, state: 'measured', way: 'fio-3.5', ...figures }, nothing]);
      const words = (await readFile(join(folder, 'fio-arguments'), 'utf8')).trim().split(' ');
      expect(words).toEqual(
        expect.arrayContaining(['--rw=write', '--ioengine=sync', '--fdatasync=1', '--size=21850000', '--bs=2300']),
      );
    });

    it.skipIf(python === '')('takes python3 where there is no fio, an old one, or one that fails', async () => {
      await real('python3', python);
      const way = () => {
        const { read, left } = onMachine();
        const { state, passedOver } = read();
        return [state, passedOver, left];
      };
      expect(way()).toEqual(['measured', 'no fio; ', nothing]);
      await standIn('fio-3.4', said);
      expect(way()).toEqual(['measured', 'fio-3.4 tells no fdatasync percentiles; ', nothing]);
      await standIn('fio-2.99-dirty', said);
      expect(way()).toEqual(['measured', 'fio-2.99-dirty tells no fdatasync percentiles; ', nothing]);
      await standIn('fio-3.33', 'echo "unknown option" >&2; exit 1');
      expect(way()).toEqual(['measured', 'fio-3.33 ended with 1: unknown option; ', nothing]);
    });

    it.skipIf(python === '')('counts every write with python3, and its percentiles are in order', async () => {
      await real('python3', python);
      const read = onMachine().read();
      if (read.state !== 'measured') throw new Error(read.state);
      const { writes, p50Ms, p99Ms, maxMs } = read;
      expect([read.way, writes, p50Ms > 0, p50Ms <= p99Ms, p99Ms <= maxMs]).toEqual([
        'python3',
        9_500,
        true,
        true,
        true,
      ]);
    });

    it('takes dd where there is nothing else, and knows a mean only', async () => {
      await program('python3', 'echo "no module named os" >&2; exit 1');
      const { read, left } = onMachine();
      const latency = read();
      expect([latency.state, latency.passedOver, left]).toEqual([
        'mean-only',
        'no fio; python3 ended with 1: no module named os; no platform-python; ',
        nothing,
      ]);
      expect(latency).toMatchObject({ way: 'dd', writes: 9_500 });
    });

    it('says so where nothing works', async () => {
      await program('dd', 'echo "no dd" >&2; exit 1');
      const { status, read, left } = onMachine();
      expect([status, read(), left]).toMatchObject([0, { state: 'not-measured', reason: 'no-way' }, nothing]);
    });

    it('says so when a way was stopped: the disk did not get done', async () => {
      await standIn('fio-3.33', said);
      await program('timeout', 'exit 124');
      expect(onMachine().read()).toMatchObject({ state: 'too-slow', way: 'fio-3.33' });
    });

    it.each([
      ['99 MiB', '99m', { state: 'not-measured', reason: 'no-room' }],
      ['100 MiB', '100m', { state: 'measured' }],
    ])('writes nothing on a disk with less than 100 MiB of room: %s', async (_, size, expected) => {
      await standIn('fio-3.33', said);
      // the directory it makes for itself takes nothing in memory
      const { read, left } = onMachine({ size });
      expect([read(), left]).toMatchObject([expected, nothing]);
    });

    it('measures a disk of etcd’s own there, and leaves nothing on it', async () => {
      await standIn('fio-3.33', said);
      const own = 'mkdir /var/lib/etcd; mount -t tmpfs own /var/lib/etcd';
      const { read, left } = onMachine({ before: own });
      expect([read(), left]).toMatchObject([
        { path: '/var/lib/etcd', device: 'own' },
        ['/var/lib/etcd', '/var/lib/ferryman'],
      ]);
      expect(await readFile(join(folder, 'fio-arguments'), 'utf8')).toContain(
        '--filename=/var/lib/etcd/.ferryman-disk-',
      );
    });

    it('leaves an etcd at work alone', async () => {
      await standIn('fio-3.33', said);
      const etcd = 'cp "$(command -v bash)" "$FOLDER/etcd"; "$FOLDER/etcd" -c "read <>/run/forever" & ';
      const before = `mkfifo /run/forever; ${etcd} until grep -qx etcd "/proc/$!/comm"; do :; done`;
      const { read, left } = onMachine({ before });
      expect([read(), left]).toMatchObject([{ state: 'not-measured', reason: 'etcd-runs' }, nothing]);
    });

    it.each(['TERM', 'INT', 'HUP'])('leaves no file when it is killed in the middle: %s', async (signal) => {
      // the stand-in has written its file, and would go on for ever
      await standIn(
        'fio-3.33',
        'IFS== read -r _ file <<<"$2"; echo x >"$file"; echo ready >/run/ready; read <>/run/forever',
      );
      const call = [
        'mkfifo /run/ready /run/forever',
        'set -m; bash "$FOLDER/probe" /var/lib/etcd & probe=$!',
        'read -r _ </run/ready; find /var/lib -name file | grep -q . && echo written',
        `kill -${signal} $probe; wait $probe`,
      ].join('; ');
      const { printed, left, status } = onMachine({ call });
      expect([printed.trim(), left, status]).toEqual(['written', nothing, 143]);
    });

    it('takes away what a kill -9 left behind, but nothing another is at work with', async () => {
      await standIn('fio-3.33', said);
      const store = '/var/lib/ferryman/.ferryman-disk-latency';
      const before = `mkdir -p ${store}.old ${store}.new; touch ${store}.old/file; touch -d '5 minutes ago' ${store}.old`;
      expect(onMachine({ before }).left).toEqual(['/var/lib/ferryman', `${store}.new`]);
    });

    it.skipIf(!isRealFio)(
      isRealFio ? 'understands the fio of this machine' : 'understands the fio of this machine: skipped, there is none',
      async () => {
        await real('fio', whereIs('fio'));
        const { read, left } = onMachine();
        const latency = read();
        expect([latency, left]).toMatchObject([{ state: 'measured', way: expect.stringMatching(/^fio-3/) }, nothing]);
        expect(latency.state === 'measured' && latency.writes).toBeGreaterThan(9_000);
      },
    );
  },
);
