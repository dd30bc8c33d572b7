import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { migrations } from '../../../main/adapters/sqlite/schema.ts';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { toErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { brokenLink } from '../../../main/model/operation/journal.ts';
import { ended, firstAnswer, otherProcess, siteWithContent, temporaryFolder } from './support.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return toErrorRecord(error).code;
  }
}

function pragmas(path: string): Record<string, unknown> {
  const database = new Database(path, { readonly: true });
  const names = ['journal_mode', 'application_id', 'user_version', 'integrity_check'];
  const found = Object.fromEntries(names.map((name) => [name, database.pragma(name, { simple: true })]));
  database.close();
  return found;
}

const sound = {
  journal_mode: 'delete',
  application_id: 0x46455259,
  user_version: migrations.length,
  integrity_check: 'ok',
};

describe('one whole file at every moment', () => {
  test('a new site is an SQLite file of ours in a rollback journal, with nothing beside it', async () => {
    const path = await siteWithContent();
    expect([pragmas(path), readdirSync(dirname(path))]).toEqual([sound, [basename(path)]]);
  });

  test('a copy taken while it is open is whole, holds the same journal, and can be written', async () => {
    const path = await siteWithContent();
    const store = siteFiles.open(path);
    for (let round = 0; round < 3; round += 1) {
      await store.append('op', { type: 'note-added', by: 'li.wei', note: `round ${round}` });
      const copy = join(dirname(path), `copy-${round}.ferry`);
      copyFileSync(path, copy);
      expect([pragmas(copy), readdirSync(dirname(path)).filter((name) => /-(wal|shm|journal)$/.test(name))]).toEqual([
        sound,
        [],
      ]);
      const opened = siteFiles.open(copy);
      expect([opened.entriesAfter(0), opened.readOnlyReason]).toEqual([store.entriesAfter(0), undefined]);
      await opened.append('op', { type: 'note-added', by: 'wang', note: 'in the copy' });
      opened.close();
    }
    expect(brokenLink(store.entriesAfter(0))).toBeUndefined();
    store.close();
  });

  test('every commit is synced to the disk, the folder too', async () => {
    const { database } = openDatabase(await siteWithContent(), false);
    database.prepare('UPDATE site SET fence = fence + 1').run();
    const [extra, rollback] = [3, 'delete'];
    expect([
      database.pragma('synchronous', { simple: true }),
      database.pragma('journal_mode', { simple: true }),
    ]).toEqual([extra, rollback]);
    database.close();
  });

  test('a commit cut short by a crash is taken back, also by somebody who only wants to read', async () => {
    const path = await siteWithContent();
    const before = readFileSync(path);
    const database = new Database(path);
    database.pragma('cache_size = 1');
    database.exec('BEGIN IMMEDIATE');
    database.prepare('UPDATE journal SET event = event || ?').run('x'.repeat(4_000));
    const crashed = join(temporaryFolder(), 'crashed.ferry');
    copyFileSync(`${path}-journal`, `${crashed}-journal`);
    copyFileSync(path, crashed);
    database.exec('ROLLBACK');
    database.close();
    expect(readFileSync(crashed).equals(before)).toBe(false);
    const store = siteFiles.open(crashed, { readOnly: true });
    expect([store.readOnlyReason?.code, store.entriesAfter(0).length, brokenLink(store.entriesAfter(0))]).toEqual([
      'SITE_E0008',
      40,
      undefined,
    ]);
    store.close();
  });
});

describe('what is no sound site file is refused in its own words', () => {
  const folder = temporaryFolder();
  const fileOf = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test.each([
    ['missing', () => join(folder, 'none.ferry'), 'SITE_E0001'],
    ['text', () => fileOf('text.ferry', 'no database at all '.repeat(100)), 'SITE_E0006'],
    ['empty', () => fileOf('empty.ferry', ''), 'SITE_E0006'],
    ['a folder', () => folder, 'SITE_E0006'],
    [
      "another program's database",
      () => {
        const path = join(folder, 'other.ferry');
        new Database(path).exec('CREATE TABLE site (id)').close();
        return path;
      },
      'SITE_E0006',
    ],
    [
      'a site whose creation was cut off',
      () => {
        const path = join(folder, 'half.ferry');
        const database = new Database(path);
        database.pragma('application_id = 0x46455259');
        database.close();
        return path;
      },
      'SITE_E0002',
    ],
  ])('%s', (_name, make, code) => {
    const path = make();
    expect([codeOf(() => siteFiles.open(path)), codeOf(() => siteFiles.open(path, { readOnly: true }))]).toEqual([
      code,
      code,
    ]);
  });

  test('a damaged page', async () => {
    const path = await siteWithContent();
    const pageSize = 4096;
    const size = readFileSync(path).length;
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(pageSize, 0xa5), 0, pageSize, size - 2 * pageSize);
    expect(codeOf(() => siteFiles.open(path))).toBe('SITE_E0002');
  });

  test('a cut-off file', async () => {
    const path = await siteWithContent();
    writeFileSync(path, readFileSync(path).subarray(0, 3 * 4096 + 100));
    expect(codeOf(() => siteFiles.open(path))).toBe('SITE_E0002');
  });
});

describe('creating', () => {
  test('never over what is there', async () => {
    const path = await siteWithContent();
    const before = readFileSync(path);
    expect([codeOf(() => siteFiles.create(path, { isPractice: false })), readFileSync(path).equals(before)]).toEqual([
      'SITE_E0005',
      true,
    ]);
  });

  test('in a folder that is not there: said in words, nothing made', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'none', 'x.ferry');
    expect([codeOf(() => siteFiles.create(path, { isPractice: false })), readdirSync(folder)]).toEqual([
      'INPUT_E0001',
      [],
    ]);
  });
});

describe('formats', () => {
  const nextStep = [...migrations, 'ALTER TABLE site ADD COLUMN colour TEXT'];

  test('a newer one opens to read only, says both numbers, and is not touched', async () => {
    const path = await siteWithContent();
    const database = new Database(path);
    database.pragma(`user_version = ${migrations.length + 6}`);
    database.close();
    const before = readFileSync(path);
    const store = siteFiles.open(path);
    const refused = await store.append('op', { type: 'operation-stopped' }).catch((error) => toErrorRecord(error).code);
    expect([store.readOnlyReason?.message.en, refused, store.entriesAfter(0).length]).toEqual([
      `The site file was made by a newer Ferryman (format ${migrations.length + 6}, this one knows up to ${migrations.length}) and can only be read`,
      'SITE_E0003',
      40,
    ]);
    store.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('each step forward leaves a copy of what was before', async () => {
    const path = await siteWithContent();
    const before = readFileSync(path);
    const { database, format } = openDatabase(path, false);
    migrate(database, path, format, nextStep);
    const columns = database.pragma('table_info(site)') as { name: string }[];
    database.close();
    expect(columns.map(({ name }) => name)).toContain('colour');
    expect(pragmas(path)).toEqual({ ...sound, user_version: format + 1 });
    expect(readFileSync(`${path}.v${format}.bak`).equals(before)).toBe(true);
  });

  test('a step that fails changes nothing', async () => {
    const path = await siteWithContent();
    const { database, format } = openDatabase(path, false);
    const broken = [...migrations, 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)'];
    expect(() => migrate(database, path, format, broken)).toThrow('nowhere');
    database.close();
    expect(pragmas(path)).toEqual(sound);
    expect(codeOf(() => siteFiles.open(path).close())).toBe('opened');
  });
});

describe('where it cannot be written it can be read', () => {
  const readOnly = {
    reason: 'SITE_E0008',
    message: expect.stringContaining('is open to read only'),
    write: 'SITE_E0008',
  };

  test.each([
    ['a write-protected file', 0o444, 0o777],
    ['a write-protected folder', 0o666, 0o555],
  ])('%s', async (_name, fileMode, folderMode) => {
    const folder = join(temporaryFolder(), 'media');
    mkdirSync(folder);
    chmodSync(dirname(folder), 0o755);
    const path = await siteWithContent(folder);
    chmodSync(path, fileMode);
    chmodSync(folder, folderMode);
    const child = otherProcess('open', path, true);
    expect(await firstAnswer(child)).toEqual(readOnly);
    await ended(child);
  });

  test('asked for to be read only, it stays as it is', async () => {
    const path = await siteWithContent();
    const before = readFileSync(path);
    const store = siteFiles.open(path, { readOnly: true });
    expect(() => store.saveDocument('facts', {})).toThrow('SITE_E0008');
    store.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
