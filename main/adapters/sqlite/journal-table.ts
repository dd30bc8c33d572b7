import type Database from 'better-sqlite3';
import { chainEntry, type FoundEntry, JournalEntry, type JournalEvent } from '../../model/operation/journal.ts';
import type { JournalStore } from '../../ports/site-store.ts';

interface Pending {
  readonly operationId: string;
  readonly event: JournalEvent;
  readonly resolve: (entry: JournalEntry) => void;
  readonly reject: (error: unknown) => void;
}

const entriesAPage = 256;

/** The append-only, hash-chained journal. What is appended in one turn of the event loop shares one commit. */
export class JournalTable implements JournalStore {
  readonly #database: Database.Database;
  readonly #listeners = new Set<(entries: readonly JournalEntry[]) => void>();
  #pending: Pending[] = [];

  constructor(database: Database.Database) {
    this.#database = database;
  }

  append(operationId: string, event: JournalEvent): Promise<JournalEntry> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ operationId, event, resolve, reject });
      if (this.#pending.length === 1) setImmediate(() => this.flush());
    });
  }

  entriesAfter(seq: number, operationId?: string): JournalEntry[] {
    const rows =
      operationId === undefined
        ? this.#database.prepare('SELECT * FROM journal WHERE seq > ? ORDER BY seq').all(seq)
        : this.#database
            .prepare('SELECT * FROM journal WHERE seq > ? AND operation_id = ? ORDER BY seq')
            .all(seq, operationId);
    return rows.map(toEntry);
  }

  /** Page by page: a statement that is still being walked would keep every other one waiting. */
  *foundEntries(): Generator<FoundEntry> {
    const page = this.#database.prepare(
      'SELECT seq, at, operation_id AS operationId, event, previous, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    for (let last = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = page.all(last, entriesAPage) as (FoundEntry & { readonly event: string })[];
      for (const row of rows) yield { ...row, event: parsedOrRaw(row.event) };
      const end = rows.at(-1);
      if (end === undefined || rows.length < entriesAPage) return;
      last = end.seq;
    }
  }

  subscribe(listener: (entries: readonly JournalEntry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Commits what is waiting now; closing the file calls it too. */
  flush(): void {
    const batch = this.#pending;
    this.#pending = [];
    if (batch.length === 0) return;
    let entries: JournalEntry[];
    try {
      entries = this.#database.transaction(() => this.#insert(batch)).immediate();
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    batch.forEach(({ resolve }, index) => {
      const entry = entries[index];
      if (entry !== undefined) resolve(entry);
    });
    for (const listener of this.#listeners) listener(entries);
  }

  #insert(batch: readonly Pending[]): JournalEntry[] {
    const last = this.#database.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    const insert = this.#database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)');
    let { seq, hash: previous } = last ?? { seq: 0, hash: '' };
    return batch.map(({ operationId, event: given }) => {
      seq += 1;
      const event = wellFormed(given);
      const entry = chainEntry({ seq, at: new Date().toISOString(), operationId, event, previous });
      previous = entry.hash;
      insert.run(entry.seq, entry.at, entry.operationId, JSON.stringify(entry.event), entry.previous, entry.hash);
      return entry;
    });
  }
}

/** Evidence is cut at a length, which may leave half a character; a journal entry must never fail for that. */
function wellFormed(event: JournalEvent): JournalEvent {
  return JSON.parse(JSON.stringify(event), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  ) as JournalEvent;
}

/** What is no JSON any more stays as it is: its hash will tell. */
function parsedOrRaw(event: string): unknown {
  try {
    return JSON.parse(event);
  } catch {
    return event;
  }
}

function toEntry(row: unknown): JournalEntry {
  const { operation_id, event, ...rest } = row as Record<string, unknown>;
  return JournalEntry.parse({ ...rest, operationId: operation_id, event: JSON.parse(String(event)) });
}
