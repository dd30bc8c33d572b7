import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { collected } from '../../requirements/collected.ts';
import { projectRoot, run } from './run.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman-json-'));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  await run('new', 'design');
  await run('plan', join(root, 'bundles/examples/online-design/requirements.yaml'));
  await run('workbook', 'export', '--out', 'out.xlsx');
  writeFileSync('facts.txt', collected());
});
afterAll(() => {
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['plan', ['plan']],
  ['explain', ['explain', 'production.machines.worker.count']],
  ['plan-what-if', ['plan', 'what-if', '--set', 'load.concurrentUsers=3000']],
  ['negotiate', ['negotiate', '--have', '5x16C64G']],
  ['negotiate-take', ['negotiate', '--have', '5x16C64G', '--take', '5', '--by', '陈工']],
  ['plan-diff', ['plan', 'diff', 'r1', 'r2']],
  ['answers-import', ['workbook', 'import', 'out.xlsx']],
  ['facts-import', ['facts', 'import', 'facts.txt']],
])('%s.schema.json says what --json prints', async (name, command) => {
  const file = join(root, `main/docs/schema/${name}.schema.json`);
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
  const { exitCode, stdout } = await run('--json', ...command);
  const printed: unknown = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(schema.safeParse(printed).error).toBeUndefined();
  const other = Array.isArray(printed) ? [{}] : {};
  expect(schema.safeParse(other).success).toBe(false);
});
