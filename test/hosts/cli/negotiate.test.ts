import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Negotiation } from '../../../main/model/plan/negotiation.ts';
import { projectRoot, run } from './run.ts';

const requirements = join(import.meta.dirname, '../../../bundles/examples/online-design/requirements.yaml');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 谈判 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  await run('new', 'design');
  expect((await run('plan', requirements)).exitCode).toBe(0);
});
afterAll(() => {
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

test('says which promises fall and how to get them back, and keeps nothing', async () => {
  const { exitCode, stdout } = await run('--json', 'negotiate', '--have', '5x16C64G');
  const { promises, ways } = Negotiation.parse(JSON.parse(stdout));
  expect([exitCode, promises.some(({ holds }) => !holds), ways.length > 2]).toEqual([0, true, true]);
  const again = JSON.parse((await run('--json', 'plan')).stdout) as { revision: number };
  expect(again.revision).toBe(1);
});

test('says what a way leaves undone: machines to be bought, and machines of several sizes', async () => {
  const one = (await run('--lang', 'en', 'negotiate', '--have', '5x16C64G')).stdout;
  expect(one).toMatch(/1\. Add 1 × 16C64G as workers .*\n {3}This way changes no answer/);
  expect(one).not.toContain('several sizes');
  const mixed = (await run('--lang', 'en', 'negotiate', '--have', '3x16C64G,2x8C32G')).stdout;
  expect(mixed).toContain('only the answers listed are written');
});

test('writes the letter, with every way that is named on its one page', async () => {
  expect((await run('--lang', 'zh', 'negotiate', '--have', '5x16C64G', '--letter', '告知函.html')).exitCode).toBe(0);
  const letter = readFileSync('告知函.html', 'utf8');
  for (const words of ['某家居集团', '5 × 16C64G', '增加 1 台业务服务器 16C64G', '任何一台停机都可能影响业务']) {
    expect(letter).toContain(words);
  }
});

test('a way is tried without a trace, then taken: a new revision, and the approval is left behind', async () => {
  const have = ['negotiate', '--have', '5x16C64G'];
  const { ways } = Negotiation.parse(JSON.parse((await run('--json', ...have)).stdout));
  const number = String(ways.findIndex(({ id }) => id === 'availability-basic') + 1);
  expect((await run(...have, '--try', number)).stdout).toContain('Workers (6 → 5)');
  expect(await run(...have, '--take', number)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--by') });
  expect(await run(...have, '--take', '99', '--by', 'Chen')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('PLAN_E0024'),
  });
  expect(await run(...have, '--take', '1', '--by', 'Chen')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('PLAN_E0025'),
  });
  expect((await run('plan', '--approve', '--by', 'Zhou')).exitCode).toBe(0);
  const { exitCode, stdout } = await run(...have, '--take', number, '--by', 'Chen');
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('revision 2 now')]);
  expect(stdout).toContain('Zhou approved revision 1');
  expect(stdout).toContain('production/worker');
}, 60_000);

test.each([
  [['--have', 'three big ones'], 'PLAN_E0008'],
  [['--have', '3x8C16G', '--environment', 'nowhere'], 'PLAN_E0009'],
  [[], 'PLAN_E0010'],
  [['--have', '3x8C16G', '--letter', 'letter.xlsx'], 'DOC_E0003'],
])('%j is refused, and nothing is written', async (options, code) => {
  expect(await run('negotiate', ...options)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(code) });
  expect(existsSync('letter.xlsx')).toBe(false);
});
