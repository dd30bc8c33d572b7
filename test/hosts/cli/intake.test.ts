import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, Workbook } from '@cj-tech-master/excelts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collected } from '../../requirements/collected.ts';
import { answerCellOf } from '../../requirements/workbook-cells.ts';
import { projectRoot, type Ran, run } from './run.ts';

const requirements = join(import.meta.dirname, '../../fixtures/planning/city-bank.yaml');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman 问卷 '));
  process.chdir(folder);
  delete process.env.FERRYMAN_SITE;
  await run('new', 'bank');
  expect((await run('plan', requirements)).exitCode).toBe(0);
});
afterAll(() => {
  process.chdir(projectRoot);
  rmSync(folder, { recursive: true, force: true });
});

const json = <T>({ stdout }: Ran) => JSON.parse(stdout) as T;
interface Plan {
  readonly revision: number;
  readonly plan: { readonly inputs?: unknown };
}

/** Fills cells in as a customer does: opened, written, saved under another name. */
async function filled(
  from: string,
  to: string,
  fill: (cell: (id: string, row?: number, column?: string) => Cell) => void,
) {
  const book = new Workbook();
  await book.xlsx.load(readFileSync(from));
  fill((id, row, column) =>
    answerCellOf(book, id, row === undefined || column === undefined ? undefined : { row, column }),
  );
  writeFileSync(to, Buffer.from(await book.xlsx.writeBuffer()));
}

describe('a workbook goes out, comes back, and the plan is made anew', { timeout: 60_000 }, () => {
  const places: string[] = [];

  test('exported, with a sheet a section', async () => {
    const { exitCode, stdout } = await run('--json', 'workbook', 'export', '--out', 'out.xlsx');
    expect(exitCode).toBe(0);
    expect(json<{ sha256: string }>({ exitCode, stdout, stderr: '' }).sha256).toMatch(/^[0-9a-f]{64}$/);
    const book = new Workbook();
    await book.xlsx.load(readFileSync('out.xlsx'));
    expect(book.worksheets.map(({ name }) => name)).toContain('Network');
    expect(String(answerCellOf(book, 'site.name').value)).toBe('城市银行互联网贷款平台');
  });

  test.each([
    ['en', ' is not a network such as'],
    ['zh', ' 不是一个网段'],
  ])('filled in wrongly, every wrong cell is named (%s), and nothing is kept', async (language, sentence) => {
    await filled('out.xlsx', 'wrong.xlsx', (cell) => {
      const network = cell('network.zones', 0, 'cidr');
      network.value = '10.0.0.0/33';
      const users = cell('load.concurrentUsers');
      users.value = 'many';
      const way = cell('transfer.way');
      way.value = 'by pigeon';
      places.splice(0, 3, `Network!${network.address}`, users.address, `Network!${way.address}`);
    });
    const { exitCode, stderr } = await run('--lang', language, 'workbook', 'import', 'wrong.xlsx');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('REQ_E0006');
    expect(stderr).toContain(`${places[0]}${language === 'zh' ? '：' : ': '}10.0.0.0/33${sentence}`);
    for (const found of ['many', 'by pigeon']) expect(stderr).toContain(found);
    expect(stderr).toContain(places[2]);
    expect(json<Plan>(await run('--json', 'plan')).revision).toBe(1);
  });

  test('filled in rightly, it is taken and the plan changes with it', async () => {
    await filled('out.xlsx', 'right.xlsx', (cell) => {
      cell('load.concurrentUsers').value = 9_000;
      cell('network.ntp').value = '10.1.0.3；10.1.0.4';
    });
    const taken = await run('--json', 'workbook', 'import', 'right.xlsx');
    expect(taken).toMatchObject({ exitCode: 0, stderr: '' });
    const brought = json<{
      taken: string[];
      plan: { from: number; revision: number; changes: { because: string[] }[] };
    }>(taken);
    expect(brought.taken.sort()).toEqual(['load.concurrentUsers', 'network.ntp']);
    expect(brought.plan).toMatchObject({ from: 1, revision: 2 });
    expect(brought.plan.changes.flatMap(({ because }) => because)).toContain('load.concurrentUsers 4000 → 9000');
    expect(json<Plan>(await run('--json', 'plan')).revision).toBe(2);
    const { stdout } = await run('plan', 'diff', 'r1', 'r2');
    expect(stdout).toContain('load.concurrentUsers');
    // the same again says nothing new
    expect(json<{ taken: string[] }>(await run('--json', 'workbook', 'import', 'right.xlsx')).taken).toEqual([]);
  });

  test('what both sides changed is shown with both answers, and settled', async () => {
    await filled('out.xlsx', 'later.xlsx', (cell) => {
      cell('load.concurrentUsers').value = 5_000;
      cell('network.mtu').value = 1_450;
    });
    const { exitCode, stdout } = await run('workbook', 'import', 'later.xlsx');
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/ours {3}9000/);
    expect(stdout).toMatch(/theirs 5000/);
    expect((await run('answers', 'conflicts')).stdout).toContain('theirs 5000');
    expect(
      json<{ missing: { state: string; question: string }[] }>(await run('--json', 'questions')).missing,
    ).toContainEqual(expect.objectContaining({ state: 'conflict', question: 'load.concurrentUsers' }));
    expect(await run('answers', 'settle', 'load.users', '--take', 'ours')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('REQ_E0012'),
    });
    const settled = await run('answers', 'settle', 'load.concurrentUsers', '--take', 'theirs');
    expect(settled.exitCode).toBe(0);
    expect(settled.stdout).toContain('load.concurrentUsers 9000 → 5000');
    expect((await run('answers', 'conflicts')).exitCode).toBe(0);
    const again = json<{ taken: string[]; settled: number }>(
      await run('--json', 'workbook', 'import', 'right.xlsx', '--take', 'ours'),
    );
    expect([again.taken, again.settled]).toEqual([[], 1]);
    expect((await run('--json', 'explain', 'production.machines.worker.count')).stdout).toContain('5000');
  });

  test('answers no plan can be made of are kept, the plan before too, and that is said', async () => {
    await filled('out.xlsx', 'old.xlsx', (cell) => {
      cell('kubernetes.version').value = '1.19.3';
    });
    const { exitCode, stdout } = await run('--lang', 'en', 'workbook', 'import', 'old.xlsx', '--take', 'ours');
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/The answers are kept, but no plan can be made of them \(the plan is still r\d+\)/);
    expect(stdout).toContain('PLAN_E0001');
    await filled('out.xlsx', 'new.xlsx', (cell) => {
      cell('kubernetes.version').value = 'auto';
    });
    expect((await run('--json', 'workbook', 'import', 'new.xlsx', '--take', 'theirs')).exitCode).toBe(0);
  });

  test.each([
    ['no.xlsx', 'REQ_E0005'],
    ['bank.ferry', 'REQ_E0009'],
  ])('%s is refused', async (file, code) => {
    expect(await run('workbook', 'import', file)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(code) });
  });

  test('a workbook of another site is refused', async () => {
    await run('new', 'other');
    expect(await run('--site', 'other.ferry', 'workbook', 'import', 'right.xlsx')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('REQ_E0010'),
    });
    rmSync('other.ferry');
  });
});

describe('questions by owner', () => {
  test('what is missing, whom to ask, and what the plan takes meanwhile', async () => {
    await run('new', 'empty');
    const { stdout } = await run('--site', 'empty.ferry', 'questions', '--owner', 'security');
    rmSync('empty.ferry');
    expect(stdout).toContain('Security →');
    expect(stdout).toMatch(/○ .+ \(meanwhile: .+\)/);
    expect(stdout).not.toContain('Network →');
    expect(await run('questions', '--owner', 'nobody')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('INPUT_E0001'),
    });
  });

  test('the offline page is for a contact who answers something', async () => {
    expect(await run('questionnaire', 'export', '--for', 'nobody')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('REQ_E0011'),
    });
  });

  test.each([['FM1.pabc.00000000'], ['FM1.'], ['FM1.z.']])('a wrong paste code %s is refused', async (code) => {
    expect(await run('answers', 'import', code)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('REQ_E0009'),
    });
  });
});

describe('facts a customer collected', () => {
  test('this very machine becomes a machine of the site', async () => {
    expect((await run('facts', 'collector', '--reach', '127.0.0.1:1', '--out', 'c.sh')).exitCode).toBe(0);
    execFileSync('sh', ['c.sh', 'here.txt'], { stdio: 'ignore' });
    const { exitCode, stdout, stderr } = await run('--json', 'facts', 'import', 'here.txt');
    expect([exitCode, stderr]).toEqual([0, '']);
    const brought = json<{
      taken: { machine: string; isNew: boolean; unreachable: string[] }[];
      plan: { from: number; revision: number; changes: unknown[] };
    }>({ exitCode, stdout, stderr });
    const [taken] = brought.taken;
    expect(brought.plan.revision).toBe(brought.plan.from + 1);
    expect(taken).toMatchObject({ machine: hostname().toLowerCase().split('.')[0], isNew: true });
    expect(taken?.unreachable).toContain('127.0.0.1:1 (closed)');
    expect((await run('plan')).exitCode).toBe(0);
    expect((await run('hosts', 'list')).stdout).toContain(taken?.machine);
  });

  test('is looked at as preflight would, early, and nothing of it is kept', async () => {
    const { exitCode, stdout } = await run('--json', 'facts', 'check');
    expect([0, 4]).toContain(exitCode);
    const results = json<{ id: string; target: string; outcome: string }[]>({ exitCode, stdout, stderr: '' });
    expect(results).toContainEqual(
      expect.objectContaining({ id: 'disk-space', target: hostname().toLowerCase().split('.')[0] }),
    );
    expect(results.map(({ id }) => id)).not.toContain('reachable');
  });

  test('corrects what was answered, keeps the newer, and refuses two machines of one name', async () => {
    const lines = (cores: string, ms: string, id = 'a'.repeat(32)) =>
      collected({ 'cpu-count': [cores], 'epoch-ms': [ms], 'machine-id': [id] });
    writeFileSync('first.txt', lines('8', '1795248178172'));
    writeFileSync('second.txt', lines('16', '1795248179999'));
    writeFileSync('foreign.txt', lines('16', '1795248189999', 'b'.repeat(32)));
    await run('facts', 'import', 'first.txt');
    const second = json<{ taken: { corrected: string[] }[] }>(await run('--json', 'facts', 'import', 'second.txt'));
    expect(second.taken[0]?.corrected).toEqual(['hardware.cpuCores: 8 → 16']);
    expect(
      json<{ taken: { isOlderThanKnown: boolean }[] }>(await run('--json', 'facts', 'import', 'first.txt')).taken[0]
        ?.isOlderThanKnown,
    ).toBe(true);
    expect(await run('facts', 'import', 'foreign.txt')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('FACT_E0002'),
    });
    writeFileSync('cut.txt', readFileSync('first.txt').subarray(0, 300));
    expect(await run('facts', 'import', 'second.txt', 'cut.txt')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('FACT_E0001'),
    });
    expect(await run('facts', 'collector', '--reach', '$(id):1')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('FACT_E0003'),
    });
  });
});
