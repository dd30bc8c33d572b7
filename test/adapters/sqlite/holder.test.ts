import { copyFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { ended, firstAnswer, otherProcess, siteWithContent } from './support.ts';

const free = { reason: '', message: '', write: 'written' };

function holderOf(path: string): unknown {
  const database = new Database(path, { readonly: true });
  const row = database.prepare('SELECT person, host, pid FROM holder').get();
  database.close();
  return row;
}

test('a second process is told who holds the file since when, and only reads; afterwards it is free', async () => {
  const path = await siteWithContent();
  const store = siteFiles.open(path);
  const [person, host] = [userInfo().username, hostname()];
  expect(holderOf(path)).toEqual({ person, host, pid: process.pid });
  const second = await firstAnswer(otherProcess('open', path));
  expect(second).toEqual({
    reason: 'SITE_E0004',
    message: expect.stringMatching(`held by ${person}@${host} \\(pid ${process.pid}\\) since 20`),
    write: 'SITE_E0004',
  });
  await store.append('op', { type: 'note-added', by: 'li.wei', note: 'still mine' });
  store.close();
  expect(holderOf(path)).toBeUndefined();
  expect(await firstAnswer(otherProcess('open', path))).toEqual(free);
});

test('who died holding it holds it no more', async () => {
  const path = await siteWithContent();
  const holder = otherProcess('hold', path);
  expect(await firstAnswer(holder)).toEqual(free);
  const during = siteFiles.open(path);
  holder.kill('SIGKILL');
  await ended(holder);
  const after = siteFiles.open(path);
  expect([during.readOnlyReason?.code, after.readOnlyReason]).toEqual(['SITE_E0004', undefined]);
  during.close();
  after.close();
});

test('a later process with the same pid is not taken for the holder', async () => {
  const path = await siteWithContent();
  siteFiles.open(path).close();
  const database = new Database(path);
  const row = { path, person: 'li.wei', host: hostname(), pid: process.pid };
  database
    .prepare("INSERT INTO holder VALUES (1, @path, @person, @host, @pid, 'another start', '2026-11-01')")
    .run(row);
  database.close();
  const store = siteFiles.open(path);
  expect(store.readOnlyReason).toBeUndefined();
  store.close();
});

test('a holder on another computer is believed', async () => {
  const path = await siteWithContent();
  const database = new Database(path);
  database.prepare("INSERT INTO holder VALUES (1, ?, 'wang', 'LT-114', 1, '', '2026-11-01')").run(path);
  database.close();
  const store = siteFiles.open(path);
  expect(store.readOnlyReason?.message.en).toContain('held by wang@LT-114 (pid 1) since 2026-11-01');
  store.close();
});

test('a copy of a file that is held is free', async () => {
  const path = await siteWithContent();
  const store = siteFiles.open(path);
  const copy = join(dirname(path), 'copy.ferry');
  copyFileSync(path, copy);
  const opened = siteFiles.open(copy);
  expect(opened.readOnlyReason).toBeUndefined();
  opened.close();
  store.close();
});
