import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Launcher } from '../../main/practice/launcher/launcher.ts';

test('hundreds of programs at once, each with its own input, output, errors and exit code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ferryman-launcher-'));
  const launcher = await Launcher.start(folder);
  const runs = Array.from({ length: 300 }, async (_, index) => {
    const argv = ['/bin/sh', '-c', 'cat; echo "error $0" >&2; exit "$1"', String(index), String(index % 7)];
    const { stdin, stdout, stderr, ended } = await launcher.launch(argv, { PATH: '/usr/bin:/bin' });
    stdin.end(`input ${index}`);
    const [out, errors, code] = await Promise.all([text(stdout), text(stderr), ended]);
    expect([out, errors, code]).toEqual([`input ${index}`, `error ${index}\n`, index % 7]);
  });
  await Promise.all(runs);
  const missing = await launcher.launch(['/no/such/program'], {});
  expect(await missing.ended).toBe(127);
  launcher.close();
  await rm(folder, { recursive: true });
});
