import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenLink, chainEntry, type JournalEntry } from '../../main/model/operation/journal.ts';

function chainOf(length: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const event = { type: 'note-added', by: 'li.wei', note: `note ${seq}` } as const;
    const content = { seq, at: `2026-11-21T00:00:${10 + seq}Z`, operationId: 'op', event };
    entries.push(chainEntry({ ...content, previous: entries.at(-1)?.hash ?? '' }));
  }
  return entries;
}

const anyPlace = fc
  .integer({ min: 3, max: 12 })
  .chain((length) => fc.record({ length: fc.constant(length), index: fc.integer({ min: 0, max: length - 1 }) }));

test('a chain as it was written holds, from its start and from the middle', () => {
  const chain = chainOf(8);
  expect([brokenLink([]), brokenLink(chain), brokenLink(chain.slice(3))]).toEqual([undefined, undefined, undefined]);
});

test('an edited entry is named, whatever was edited', () => {
  const edits: ((entry: JournalEntry) => JournalEntry)[] = [
    (entry) => ({ ...entry, at: '2026-11-22T00:00:00Z' }),
    (entry) => ({ ...entry, operationId: 'other' }),
    (entry) => ({ ...entry, event: { type: 'note-added', by: 'wang', note: 'note' } }),
    (entry) => ({ ...entry, hash: '0'.repeat(64) }),
  ];
  fc.assert(
    fc.property(anyPlace, fc.constantFrom(...edits), ({ length, index }, edit) => {
      const chain = chainOf(length);
      return brokenLink(chain.map((entry, place) => (place === index ? edit(entry) : entry))) === index + 1;
    }),
  );
});

test('an edit with its hash made anew is seen at the next entry', () => {
  const chain = chainOf(5);
  const forged = chain.map((entry) => (entry.seq === 3 ? chainEntry({ ...withoutHash(entry), at: 'later' }) : entry));
  expect(brokenLink(forged)).toBe(4);
});

test('an entry taken out of the middle is seen at the one behind it', () => {
  fc.assert(
    fc.property(anyPlace, ({ length, index }) => {
      const rest = chainOf(length).filter((_, place) => place !== index);
      const isAtAnEnd = index === 0 || index === length - 1;
      return brokenLink(rest) === (isAtAnEnd ? undefined : index + 2);
    }),
  );
});

test('two entries that changed places are seen at the first of them', () => {
  fc.assert(
    fc.property(anyPlace, ({ length, index }) => {
      const chain = chainOf(length);
      const [a, b] = [chain[index], chain[index + 1]];
      if (a === undefined || b === undefined) return true;
      const turned = chain.toSpliced(index, 2, b, a);
      return brokenLink(turned) === (index === 0 ? a.seq : b.seq);
    }),
  );
});

function withoutHash({ hash: _, ...content }: JournalEntry): Omit<JournalEntry, 'hash'> {
  return content;
}
