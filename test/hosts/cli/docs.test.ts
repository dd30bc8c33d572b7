import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectRoot, run } from './run.ts';

const requirements = join(import.meta.dirname, '../../fixtures/planning/city-bank.yaml');
const office = ['docs', '--format', 'xlsx,docx,html', '--language', 'zh'];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 文档 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  vi.stubEnv('FERRYMAN_BROWSER', join(folder, 'no-browser'));
  await run('new', 'bank');
  expect((await run('plan', requirements)).exitCode).toBe(0);
});
afterAll(() => {
  vi.unstubAllEnvs();
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

test('writes every document, named after the site and the revision, the same bytes each time', async () => {
  const { exitCode, stdout } = await run('--json', ...office, '--out', 'a');
  expect(exitCode).toBe(0);
  const { files, revision } = JSON.parse(stdout) as { files: { path: string; bytes: number }[]; revision: number };
  expect(revision).toBe(1);
  const names = readdirSync('a');
  expect(names).toHaveLength(files.length);
  expect(names).toHaveLength(8 * 2 + 5);
  expect(names).toContain('城市银行互联网贷款平台-端口开通清单-r1.xlsx');
  await run(...office, '--out', 'b');
  for (const name of names)
    expect(Buffer.compare(readFileSync(join('a', name)), readFileSync(join('b', name)))).toBe(0);
});

test('leaves PDF out where no browser is, and says so only when it was asked for', async () => {
  const some = await run('docs', '--only', 'diagrams', '--out', 'c');
  expect(some.exitCode).toBe(0);
  expect(some.stdout).toContain('No browser was found');
  expect(
    readdirSync('c')
      .sort()
      .map((name) => name.split('.').at(-1)),
  ).toEqual(['docx', 'html']);
  const asked = await run('docs', '--format', 'pdf', '--out', 'd');
  expect(asked).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('DOC_E0001') });
});

test.each([
  [['--only', 'nothing'], 'DOC_E0004'],
  [['--only', 'diagrams', '--format', 'xlsx'], 'DOC_E0003'],
  [['--format', 'odt'], 'INPUT_E0001'],
  [['--language', 'fr'], 'INPUT_E0001'],
])('%j is refused', async (options, code) => {
  expect(await run('docs', '--out', 'e', ...options)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(code),
  });
});

test('needs a plan', async () => {
  await run('new', 'empty');
  expect(await run('--site', 'empty.ferry', 'docs')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('SITE_E0007'),
  });
});
