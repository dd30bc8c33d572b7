import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { brokenLink, type JournalEntry, type JournalEvent } from '../../../main/model/operation/journal.ts';
import { ended, otherProcess, siteWithContent, temporaryFolder } from './support.ts';

function newSite() {
  return siteFiles.create(join(temporaryFolder(), 'site.ferry'), { isPractice: true });
}

const note = (text: string): JournalEvent => ({ type: 'note-added', by: 'li.wei', note: text });

test('what is appended in one turn is one commit, in order; a later turn is another', async () => {
  const store = newSite();
  const commits: number[][] = [];
  const end = store.subscribe((entries) => commits.push(entries.map(({ seq }) => seq)));
  await Promise.all(['a', 'b', 'c'].map((text) => store.append('op', note(text))));
  await store.append('op', note('d'));
  end();
  await store.append('op', note('e'));
  expect([commits, store.entriesAfter(0).map(({ event }) => event)]).toEqual([
    [[1, 2, 3], [4]],
    ['a', 'b', 'c', 'd', 'e'].map(note),
  ]);
  store.close();
});

test('one operation, or all, after a sequence number', async () => {
  const store = newSite();
  await Promise.all(['x', 'y', 'x', 'y', 'x'].map((id) => store.append(id, note(id))));
  const seqs = (entries: readonly JournalEntry[]) => entries.map(({ seq }) => seq);
  expect(
    [store.entriesAfter(0), store.entriesAfter(2), store.entriesAfter(1, 'x'), store.entriesAfter(9)].map(seqs),
  ).toEqual([[1, 2, 3, 4, 5], [3, 4, 5], [3, 5], []]);
  store.close();
});

test('whatever is said in it, the chain holds when it is read back', async () => {
  const store = newSite();
  const anyText = fc.string({ unit: 'binary' });
  const anyEvent = fc.oneof(
    fc.record({ type: fc.constant('note-added' as const), by: anyText, note: anyText }),
    fc.record({
      type: fc.constant('step-completed' as const),
      stepId: anyText,
      attempt: fc.nat(),
      evidence: fc.record({ evidence: anyText }),
      changes: fc.array(fc.record({ target: anyText, before: anyText, after: anyText }), { maxLength: 2 }),
      durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
      decidedBy: fc.constantFrom('verify' as const, 'probe' as const),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { maxLength: 5 }), async (events) => {
      const appended = await Promise.all(events.map((event) => store.append('op', event)));
      const first = appended[0]?.seq ?? 1;
      expect(store.entriesAfter(first - 1)).toEqual(appended.length === 0 ? store.entriesAfter(0) : appended);
    }),
    { numRuns: 15 },
  );
  expect(brokenLink(store.entriesAfter(0))).toBeUndefined();
  store.close();
});

test('half a character at the end of a cut text does not stop the journal', async () => {
  const store = newSite();
  const [cut, whole] = await Promise.all([
    store.append('op', note('😀'.slice(0, 1))),
    store.append('op', note('next')),
  ]);
  expect([cut.event, whole.event]).toEqual([note('\ufffd'), note('next')]);
  expect(brokenLink(store.entriesAfter(0))).toBeUndefined();
  store.close();
});

test('closing commits what is still waiting', async () => {
  const folder = temporaryFolder();
  const store = siteFiles.create(join(folder, 'site.ferry'), { isPractice: false });
  const waiting = store.append('op', note('last words'));
  store.close();
  await waiting;
  const reopened = siteFiles.open(join(folder, 'site.ferry'));
  expect(reopened.entriesAfter(0).map(({ event }) => event)).toEqual([note('last words')]);
  reopened.close();
});

describe('kill -9', () => {
  test.each([1, 5, 20])(
    'after %i commits: all that was called durable is there, and the file is whole',
    async (commits) => {
      const path = await siteWithContent();
      const child = otherProcess('append', path);
      const durable: string[] = [];
      let seen = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        durable.push(...(JSON.parse(line) as string[]));
        seen += 1;
        if (seen === commits) child.kill('SIGKILL');
      }
      await ended(child);
      const store = siteFiles.open(path);
      const entries = store.entriesAfter(0);
      const kept = new Set(entries.map(({ hash }) => hash));
      expect({
        lost: durable.filter((hash) => !kept.has(hash)),
        isEnough: durable.length >= commits * 3,
        link: brokenLink(entries),
        torn: (entries.length - 40) % 3,
        isWritable: store.readOnlyReason === undefined,
      }).toEqual({ lost: [], isEnough: true, link: undefined, torn: 0, isWritable: true });
      store.close();
    },
  );
});
