import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { siteFiles } from '../../main/adapters/sqlite/site-file.ts';
import { compared, median, type Row } from './row.ts';

const entries = 200;
const rounds = 3;

/** What a durable entry costs: ours, one after another, against a bare insert in the same mode; and ours asked for together. */
export async function benchJournal(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  try {
    const [single, together, bare]: number[][] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      const store = siteFiles.create(join(folder, `${round}.ferry`), { isPractice: true });
      const note = (index: number) =>
        store.append('bench', { type: 'note-added', by: 'bench', note: `entry ${index}` });
      single?.push(
        await perEntry(async () => {
          for (let index = 0; index < entries; index += 1) await note(index);
        }),
      );
      together?.push(
        await perEntry(async () => {
          await Promise.all(Array.from({ length: entries }, (_, index) => note(index)));
        }),
      );
      store.close();
      bare?.push(await perEntry(async () => bareInserts(join(folder, `${round}.db`))));
    }
    return [
      compared(
        'journal: one durable entry, against a bare SQLite insert',
        median(single ?? []),
        median(bare ?? []),
        '≤ 1.3',
        'ms',
      ),
      compared(
        'journal: entries of one turn together, each',
        median(together ?? []),
        median(bare ?? []),
        '≤ 0.2',
        'ms',
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bareInserts(path: string): void {
  const database = new Database(path);
  database.pragma('journal_mode = DELETE');
  database.pragma('synchronous = EXTRA');
  database.exec('CREATE TABLE entry (seq INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO entry (text) VALUES (?)');
  for (let index = 0; index < entries; index += 1) insert.run(`entry ${index}`);
  database.close();
}

async function perEntry(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / entries;
}
