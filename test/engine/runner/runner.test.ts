import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArtifactSource } from '../../../main/ports/artifact-source.ts';
import { nodeScript } from '../../../main/steps/node-script.ts';
import { practiceIsMissing, startPractice } from '../../practice/practice.ts';

const missing = await practiceIsMissing();
if (missing !== undefined) console.warn(`runner tests on practice hosts are skipped: ${missing}`);

const contents = new Map<string, Uint8Array>();
function blobOf(bytes: Uint8Array) {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  contents.set(digest, bytes);
  return { digest, sizeBytes: bytes.length };
}
const blob = blobOf(randomBytes(3_000_000));
const { digest } = blob;
/** More than one message holds, an empty one among them. */
const smallBlobs = [0, 1, ...Array.from({ length: 20 }, () => 65_536)].map((size) => blobOf(randomBytes(size)));
let reads: number[] = [];
let damaged = 0;
const artifacts: ArtifactSource = {
  manifestHash: '',
  sizeOf: (asked) => contents.get(asked)?.length ?? 0,
  read(asked, offset = 0) {
    reads.push(offset);
    const bytes = Buffer.from((contents.get(asked) ?? new Uint8Array()).subarray(offset));
    if (damaged > 0) {
      damaged -= 1;
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    }
    return Readable.from([bytes], { objectMode: false });
  },
};

describe.skipIf(missing !== undefined)('the runner on a practice host', () => {
  let practice: Awaited<ReturnType<typeof startPractice>>;
  beforeAll(async () => {
    practice = await startPractice({}, artifacts);
  });
  afterAll(() => practice?.close());

  test('observe: exit code and both streams, cleaned; the script is sent once', async () => {
    const node = await practice.runner('node-1');
    const script = nodeScript('test/observe', 'printf "\\033[31m%s\\033[0m\\n" "$1"; echo geheim >&2; blocked because');
    const expected = { exitCode: 20, stdout: 'arg\nbecause\n', stderr: '•••\n' };
    expect(await node.observe(script, ['arg'])).toEqual(expected);
    const before = practice.observer.sent.length;
    expect(await node.observe(script, ['arg'])).toEqual(expected);
    expect(practice.observer.sent.length - before).toBe(1);
  });

  test('a script altered on the machine is not run', async () => {
    const node = await practice.runner('node-1');
    const script = nodeScript('test/altered', 'echo right');
    await node.observe(script, []);
    await node.exec({
      class: 'scratch',
      argv: ['sh', '-c', `echo 'echo wrong' >/var/lib/ferryman/scripts/${script.sha256}`],
    });
    expect((await node.observe(script, [])).stdout).toBe('right\n');
  });

  test('mutate: log, changes, secrets, exit code; the same key never starts twice', async () => {
    let told = '';
    const node = await practice.runner('node-1', 'op.one.1', 1, (text) => {
      told += text;
    });
    const source =
      'echo "got $1"; cat "$FERRYMAN_SECRETS/pw" >/root/pw; echo x >>/root/count; echo v2 | put_file /etc/thing 0644; exit 3';
    const script = nodeScript('test/mutate', source);
    const first = await node.mutate(script, ['a "quoted" $HOME'], { secrets: { pw: 'secret\nlines' } });
    expect(first).toEqual({
      exitCode: 3,
      log: 'got a "quoted" $HOME\n',
      changes: [{ target: '/etc/thing', before: 'absent', after: 'v2' }],
    });
    expect(told).toBe(first.log);
    expect(await node.mutate(script, ['again'])).toEqual(first);
    const { stdout } = await node.exec({
      class: 'observe',
      argv: ['sh', '-c', 'cat /root/count /root/pw; ls /run/ferryman/secrets'],
    });
    expect(stdout).toBe('x\nsecret\nlines');
  });

  test('put_file changes nothing the second time, and hides what only root may read', async () => {
    const node = await practice.runner('node-1', 'op.put.1');
    const script = nodeScript(
      'test/put',
      'echo hidden | put_file /etc/key 0600; echo "a \\"b\\"\\c" | put_file /etc/open 0644',
    );
    const { changes } = await node.mutate(script, []);
    expect(changes.map(({ target }) => target)).toEqual(['/etc/key', '/etc/open']);
    expect(changes[0]?.after).toMatch(/^sha256:[0-9a-f]{64}, 7 bytes, mode 600$/);
    expect(changes[1]?.after).toBe('a "b"\\c');
    expect((await (await practice.runner('node-1', 'op.put.2')).mutate(script, [])).changes).toEqual([]);
  });

  test('a link cut in mid-run: the run goes on, the log is whole, nothing is started twice', async () => {
    let isCut = false;
    const node = await practice.runner('node-1', 'op.cut.1', 1, (text) => {
      if (isCut || !text.includes('line 3')) return;
      isCut = true;
      practice.fleet.hosts()[0]?.ssh.cutAll();
    });
    const before = practice.observer.count('mutate');
    const result = await node.mutate(
      nodeScript('test/cut', 'for i in 1 2 3 4 5 6; do echo "line $i"; sleep 0.1; done'),
      [],
    );
    expect([result.exitCode, result.log]).toEqual([0, [1, 2, 3, 4, 5, 6].map((line) => `line ${line}\n`).join('')]);
    expect([isCut, practice.observer.count('mutate') - before]).toEqual([true, 1]);
  });

  test('a reboot in mid-run is "cut off", and its secrets are gone', async () => {
    const node = await practice.runner(
      'node-1',
      'op.reboot.1',
      1,
      () => void practice.fleet.inject({ kind: 'reboot', host: 'node-1' }),
    );
    const going = node.mutate(nodeScript('test/reboot', 'echo started; sleep 30'), [], { secrets: { pw: 'x' } });
    await expect(going).rejects.toMatchObject({ code: 'HOST_E0004' });
    expect(await node.settle()).toMatchObject({ exitCode: -1, log: 'started\n' });
  });

  test('settle waits for what runs, parts included; nothing begun is undefined', async () => {
    const node = await practice.runner('node-1', 'op.settle.1');
    expect(await node.settle()).toBeUndefined();
    const slow = nodeScript('test/slow', 'sleep 0.3; echo "$1"');
    const going = [node.mutate(slow, ['one'], { part: 'a' }), node.mutate(slow, ['two'], { part: 'b' })];
    await going[0];
    expect(await node.settle()).toMatchObject({ exitCode: 0, log: 'one\ntwo\n' });
    await Promise.all(going);
  });

  test('an older fencing number is refused', async () => {
    const script = nodeScript('test/fence', 'true');
    await (await practice.runner('node-1', 'op.fence.1', 7)).mutate(script, []);
    await expect((await practice.runner('node-1', 'op.fence.2', 6)).mutate(script, [])).rejects.toMatchObject({
      code: 'HOST_E0005',
      parameters: { found: 7, ours: 6 },
    });
  });

  test('blobs: only what is missing, from the byte on where the link broke', async () => {
    const node = await practice.runner('node-1', 'op.blobs.1', 7);
    reads = [];
    await practice.fleet.inject({ kind: 'cut', host: 'node-1', bytes: 1_500_000 });
    await node.host.close();
    await node.upload([blob, blob]);
    expect(reads[0]).toBe(0);
    expect(reads.at(-1)).toBeGreaterThan(0);
    const path = `/var/lib/ferryman/blobs/sha256/${digest.slice(7)}`;
    const { stdout } = await node.exec({ class: 'observe', argv: ['sha256sum', path] });
    expect(stdout.slice(0, 64)).toBe(digest.slice(7));
    reads = [];
    await node.upload([blob]);
    expect(reads).toEqual([]);
    expect((await node.exec({ class: 'observe', argv: ['ls', '/var/lib/ferryman/blobs/sha256'] })).stdout).toBe(
      `${digest.slice(7)}\n`,
    );
  });

  test('a damaged transfer is repeated once from zero, then it is HOST_E0001', async () => {
    const node = await practice.runner('node-1', 'op.damage.1', 7);
    const clear = () => node.exec({ class: 'scratch', argv: ['rm', '-rf', '/var/lib/ferryman/blobs'] });
    await clear();
    damaged = 1;
    await node.upload([blob]);
    await clear();
    damaged = 2;
    await expect(node.upload([blob])).rejects.toMatchObject({ code: 'HOST_E0001' });
  });

  const held = async () => {
    const node = await practice.runner('node-1');
    const argv = ['sh', '-c', 'cd /var/lib/ferryman/blobs/sha256 && ls -A && sha256sum -- *'];
    return (await node.exec({ class: 'observe', argv })).stdout.split('\n').filter((line) => line !== '');
  };

  test('small blobs go together, all of a message or none; a link that is lost with them is opened again', async () => {
    const node = await practice.runner('node-1', 'op.small.1', 7);
    await node.exec({ class: 'scratch', argv: ['rm', '-rf', '/var/lib/ferryman/blobs'] });
    await node.upload([]);
    const before = practice.observer.count('scratch');
    await node.upload(smallBlobs);
    expect(practice.observer.count('scratch') - before).toBe(2);
    const names = smallBlobs.map((small) => small.digest.slice(7)).sort();
    const whole = [...names, ...names.map((name) => `${name}  ${name}`)];
    expect(await held()).toEqual(whole);

    await node.exec({ class: 'scratch', argv: ['rm', '-rf', '/var/lib/ferryman/blobs'] });
    await node.host.close();
    await practice.fleet.inject({ kind: 'cut', host: 'node-1', bytes: 500_000 });
    await node.upload(smallBlobs);
    expect(await held()).toEqual(whole);
  });

  test('a small blob that is damaged is named, and none of its message is kept', async () => {
    const node = await practice.runner('node-1', 'op.small.2', 7);
    await node.exec({ class: 'scratch', argv: ['rm', '-rf', '/var/lib/ferryman/blobs'] });
    const two = smallBlobs.slice(2, 4);
    damaged = 1;
    await expect(node.upload(two)).rejects.toMatchObject({
      code: 'HOST_E0001',
      parameters: { what: two[0]?.digest },
    });
    expect(await held()).toEqual([]);
  });

  test('a disk without room for small blobs is HOST_E0002, and nothing is left', async () => {
    const node = await practice.runner('node-1', 'op.small.3', 7);
    await practice.fleet.inject({ kind: 'disk-full', host: 'node-1' });
    await expect(node.upload(smallBlobs)).rejects.toMatchObject({
      code: 'HOST_E0002',
      parameters: { neededMiB: '1', freeMiB: '0' },
    });
    await practice.fleet.inject({ kind: 'heal', host: 'node-1' });
    expect(await held()).toEqual([]);
  });

  test('a full disk is HOST_E0002 before a byte is sent, and nothing is left', async () => {
    const node = await practice.runner('node-1', 'op.full.1', 7);
    await practice.fleet.inject({ kind: 'disk-full', host: 'node-1' });
    await expect(node.upload([blob])).rejects.toMatchObject({
      code: 'HOST_E0002',
      parameters: { neededMiB: '3', freeMiB: '0' },
    });
    await practice.fleet.inject({ kind: 'heal', host: 'node-1' });
    expect((await node.exec({ class: 'observe', argv: ['ls', '/var/lib/ferryman/blobs/sha256'] })).stdout).toBe('');
  });

  test('small texts lie in scratch by their digest', async () => {
    const node = await practice.runner('node-1');
    const path = await node.writeScratch('text\n');
    expect(path).toBe(`/var/lib/ferryman/blobs/sha256/${createHash('sha256').update('text\n').digest('hex')}`);
    expect((await node.exec({ class: 'observe', argv: ['cat', path] })).stdout).toBe('text\n');
    expect(await node.writeScratch('')).toMatch(/e3b0c44/);
  });

  test('exec never carries a mutate command', async () => {
    const node = await practice.runner('node-1');
    await expect(node.exec({ class: 'mutate', argv: ['true'] })).rejects.toMatchObject({ code: 'INTERNAL_E0001' });
  });
});
