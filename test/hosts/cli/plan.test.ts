import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot, run } from './run.ts';

const requirements = join(import.meta.dirname, '../../../bundles/examples/online-design/requirements.yaml');
const json = async (...argv: string[]) => JSON.parse((await run('--json', ...argv)).stdout);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 方案 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  await run('new', 'design');
  expect((await run('plan', requirements)).exitCode).toBe(0);
});
afterAll(() => {
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

test('a default is listed, overridden, shown with its old value, and taken back', async () => {
  expect((await run('plan', 'assumptions')).stdout).toMatch(/^· +headroom-production +0\.8 .*0\.3 … 1/m);
  const changed = await run('plan', 'override', 'headroom-production', '0.6', '--why', '年底促销', '--by', '陈工');
  expect(changed).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('headroom-production = 0.6 (default 0.8)'),
  });
  const listed = await run('plan', 'assumptions', '--lang', 'zh');
  expect(listed.stdout).toMatch(/^~ +headroom-production +0\.6 +默认 0\.8 .*陈工: 年底促销/m);
  expect((await run('plan', 'diff', 'r1', 'r2')).stdout).toContain('because headroom-production 0.8 → 0.6');
  expect((await run('plan', 'override', '--remove', 'headroom-production')).exitCode).toBe(0);
  const all = (await json('plan', 'assumptions')) as { id: string; value: number; override: unknown }[];
  expect(all.find(({ id }) => id === 'headroom-production')).toMatchObject({ value: 0.8, override: null });
  const revisions = (await json('plan', 'revisions')) as { revision: number; approval: unknown }[];
  expect(revisions.map(({ revision }) => revision)).toEqual([3, 2, 1]);
});

test.each([
  [['override', 'headroom-production', '7', '--why', 'x'], 'PLAN_E0021', 'from 0.3 to 1'],
  [['override', 'no-such', '7', '--why', 'x'], 'PLAN_E0020', 'think-time-seconds'],
  [['override', 'years', 'five', '--why', 'x'], 'USAGE_E0004', '<value> cannot be "five"'],
  [['override', 'years'], 'USAGE_E0004', '<value>'],
  [['override', 'years', '5'], 'USAGE_E0004', '--why'],
  [['override', '--remove', 'years'], 'PLAN_E0022', 'years'],
  [['diff', 'r1', 'r99'], 'PLAN_E0006', '99'],
  [['what-if'], 'USAGE_E0003', '--set'],
  [['what-if', '--set', 'users'], 'USAGE_E0004', '--set'],
  [['what-if', '--set', 'load.concurrentUsers=many'], 'REQ_E0002', 'load.concurrentUsers'],
  [['what-if', '--set', 'environments.x.kind=test'], 'PLAN_E0023', 'environments.x.kind'],
])('plan %j is refused', async (argv, code, words) => {
  const { exitCode, stderr } = await run('plan', ...argv);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(code);
  expect(stderr).toContain(words);
});

test('what if: told with its reason, and nothing is kept', async () => {
  const { exitCode, stdout } = await run('plan', 'what-if', '--set', 'load.concurrentUsers=3000');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('because load.concurrentUsers 300 → 3000');
  expect((await run('plan', 'what-if', requirements)).stdout).toContain('No difference');
  const forbidden = await run('plan', 'what-if', '--set', 'security.mlps=3', '--set', 'logs.retentionDays=30');
  expect(forbidden.stdout).toContain('could not be approved');
});

test('a figure is explained back to the answers', async () => {
  expect((await run('explain', 'services.design-api.replicas')).stderr).toContain('PLAN_E0005');
  expect((await run('explain', 'production.machines.worker.count')).stdout).toContain('availability = one-machine');
});
