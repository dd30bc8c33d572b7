import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditSite, auditView, signCheckpoint } from '../../main/app/audit.ts';
import { createKey, loadKey, type SigningKey } from '../../main/bundle/keys.ts';
import { openSession, siteFiles } from '../../main/hosts/open-session.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { chainEntry, type JournalEntry } from '../../main/model/operation/journal.ts';
import { readyReport } from '../report/fixture.ts';

let folder: string;
let path: string;
let key: SigningKey;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ferryman-audit-'));
  const passphrase = 'a long passphrase';
  await createKey(folder, { name: 'li-wei', use: 'release', passphrase, createdAt: '2026-11-21T00:00:00Z' });
  key = await loadKey(folder, 'li-wei', passphrase);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Four entries: two notes, a signature over both, a note behind it. */
beforeEach(async ({ task }) => {
  path = join(folder, `${task.id}.ferry`);
  const store = siteFiles.create(path, { isPractice: false });
  const session = sessionOf(store);
  await store.append('site', { type: 'note-added', by: 'li.wei', note: 'one' });
  await store.append('site', { type: 'note-added', by: 'li.wei', note: 'two' });
  await signCheckpoint(session, key);
  await store.append('site', { type: 'note-added', by: 'li.wei', note: 'four' });
  store.close();
});

function sessionOf(store: ReturnType<typeof siteFiles.open>) {
  return openSession({ store, askSecret: async () => undefined, signal: new AbortController().signal });
}

function audited<Result>(look: (session: ReturnType<typeof sessionOf>) => Result): Result {
  const store = siteFiles.open(path);
  try {
    return look(sessionOf(store));
  } finally {
    store.close();
  }
}

/** What somebody with an editor for SQLite files can do. */
function tamper(...statements: readonly string[]): void {
  const database = new Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}

const code = () => audited(({ store }) => auditSite({ store }).fault?.code);

describe('the record', () => {
  test('holds as it was written, and says who vouches for how much of it', () => {
    const view = audited(auditView);
    expect(view).toMatchObject({ entries: 4, checkpoint: { entries: 2, signer: 'li-wei', isKnownKey: false } });
    expect(view.fault).toBeUndefined();
    audited(({ store }) => store.trustSigningKey({ ...trustedKeyOf(key.publicKey), trustedBy: 'x' }));
    expect(audited(auditView).checkpoint?.isKnownKey).toBe(true);
  });

  test.each([
    ['an altered entry', `UPDATE journal SET event = replace(event, 'two', 'TWO') WHERE seq = 2`, 2],
    [
      'a word slipped in that nothing reads',
      `UPDATE journal SET event = '{"x":1,' || substr(event, 2) WHERE seq = 2`,
      2,
    ],
    ['an entry that is no JSON any more', `UPDATE journal SET event = 'gone' WHERE seq = 2`, 2],
    ['an entry taken out', 'DELETE FROM journal WHERE seq = 2', 3],
    ['a beginning that is not the first', 'DELETE FROM journal WHERE seq = 1', 2],
  ])('%s is named', (_what, statement, seq) => {
    tamper(statement);
    const { fault } = audited(auditView);
    expect([fault?.code, fault?.message.en.includes(`from entry ${seq} on`)]).toEqual(['AUDIT_E0001', true]);
  });

  test('rewritten with every hash made anew, it does not fit the signature', () => {
    const entries = audited(({ store }) => store.entriesAfter(0));
    const forged = entries.reduce<JournalEntry[]>((chain, { hash: _, ...content }) => {
      const event = content.seq === 1 ? { ...content.event, note: 'never happened' } : content.event;
      chain.push(chainEntry({ ...content, event: event as JournalEntry['event'], previous: chain.at(-1)?.hash ?? '' }));
      return chain;
    }, []);
    const database = new Database(path);
    const update = database.prepare('UPDATE journal SET event = ?, previous = ?, hash = ? WHERE seq = ?');
    for (const { seq, event, previous, hash } of forged) update.run(JSON.stringify(event), previous, hash, seq);
    database.close();
    expect(code()).toBe('AUDIT_E0002');
  });

  test('of another site, it is not covered by the signature', () => {
    tamper(`UPDATE site SET id = 'another'`);
    expect(code()).toBe('AUDIT_E0002');
  });

  test('cut off at its end, signature and all, it is found out by the report that names it', () => {
    audited(({ store }) => {
      const { entries, headHash } = auditSite({ store });
      store.saveDocument('report', readyReport({ audit: { entries, headHash } }));
    });
    expect(code()).toBeUndefined();
    tamper('DELETE FROM journal WHERE seq > 2');
    expect(code()).toBe('AUDIT_E0003');
  });

  test('that does not hold is not signed, nor is an empty one', async () => {
    tamper('DELETE FROM journal WHERE seq = 2');
    await expect(audited((session) => signCheckpoint(session, key))).rejects.toMatchObject({ code: 'AUDIT_E0001' });
    tamper('DELETE FROM journal');
    await expect(audited((session) => signCheckpoint(session, key))).rejects.toMatchObject({ code: 'AUDIT_E0004' });
  });
});
