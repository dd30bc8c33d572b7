import type Database from 'better-sqlite3';
import type { LogStore } from '../../ports/site-store.ts';

const flushAfterMs = 250;

/** Log text by offset; written a few times a second, because nothing is decided by it. */
export class LogTable implements LogStore {
  readonly #database: Database.Database;
  readonly #pending = new Map<string, { operationId: string; stepId: string; text: string }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  appendLog(operationId: string, stepId: string, text: string): void {
    if (text === '') return;
    const key = `${operationId} ${stepId}`;
    const before = this.#pending.get(key);
    this.#pending.set(key, { operationId, stepId, text: (before?.text ?? '') + text });
    this.#timer ??= setTimeout(() => this.flush(), flushAfterMs);
  }

  readLog(operationId: string, stepId: string, offset = 0): { text: string; nextOffset: number } {
    this.flush();
    // Offsets count as JavaScript does (UTF-16), which SQLite's length() does not: only starts are compared here.
    const rows = this.#database
      .prepare(
        `SELECT start, text FROM log WHERE operation_id = @operationId AND step_id = @stepId AND start >= (
           SELECT coalesce(max(start), 0) FROM log
           WHERE operation_id = @operationId AND step_id = @stepId AND start <= @offset) ORDER BY start`,
      )
      .all({ operationId, stepId, offset }) as { start: number; text: string }[];
    const text = rows.map((row) => row.text.slice(Math.max(0, offset - row.start))).join('');
    return { text, nextOffset: offset + text.length };
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0 || this.#database.readonly) return;
    const last = this.#database.prepare(
      'SELECT start, text FROM log WHERE operation_id = ? AND step_id = ? ORDER BY start DESC LIMIT 1',
    );
    const insert = this.#database.prepare('INSERT INTO log VALUES (?, ?, ?, ?)');
    const batch = [...this.#pending.values()];
    this.#pending.clear();
    this.#database.transaction(() => {
      for (const { operationId, stepId, text } of batch) {
        const before = last.get(operationId, stepId) as { start: number; text: string } | undefined;
        insert.run(
          operationId,
          stepId,
          before === undefined ? 0 : before.start + before.text.length,
          text.toWellFormed(),
        );
      }
    })();
  }
}
