import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../main/model/canonical-json.ts';
import { HostFacts } from '../../main/model/site/host-facts.ts';
import { factsScript } from '../../main/steps/trust/facts.ts';

const root = resolve(import.meta.dirname, '../..');
const scripts = globSync(['main/steps/**/*.sh', 'main/engine/**/*.sh'], { cwd: root }).sort();
const isLinux = process.platform === 'linux';

test.skipIf(!isLinux)('every script is sound bash', () => {
  const wrong = scripts.flatMap((file) => {
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: readFileSync(resolve(root, file)),
      encoding: 'utf8',
    });
    return status === 0 ? [] : [`${file}: ${stderr}`];
  });
  expect([scripts.length > 15, wrong]).toEqual([true, []]);
});

test('every script has Unix line ends, and is plain text', () => {
  expect(scripts.filter((file) => /[\r\0\ufeff]/.test(readFileSync(resolve(root, file), 'utf8')))).toEqual([]);
});

test('a script is known by the digest of what is sent', () => {
  expect(factsScript.sha256).toBe(sha256Hex(factsScript.source));
});

test.skipIf(!isLinux)(
  'the fact script says of this very machine what HostFacts wants, and it is so',
  { timeout: 30_000 },
  () => {
    const run = spawnSync('bash', ['-s', 'root'], { input: factsScript.source, encoding: 'utf8' });
    const parsed = HostFacts.safeParse(JSON.parse(run.stdout));
    expect([run.status, parsed.error?.issues, run.stdout.trim().split('\n').length]).toEqual([0, undefined, 1]);
    const kernel = readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    expect([parsed.data?.kernel, parsed.data?.incarnation.split(' ')[0]]).toEqual([kernel, bootId]);
    expect(Math.abs((parsed.data?.epochMs ?? 0) - Date.now())).toBeLessThan(60_000);
  },
);
