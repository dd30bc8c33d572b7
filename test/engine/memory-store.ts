import { chainEntry, type JournalEntry, type JournalEvent } from '../../main/model/operation/journal.ts';
import type { JournalStore, LogStore } from '../../main/ports/site-store.ts';

/** A journal in memory that can die: after so many entries nothing is kept any more and every append is refused. */
export class MemoryStore implements JournalStore, LogStore {
  readonly entries: JournalEntry[];
  readonly logs: string[] = [];
  readonly #diesAfter: number;

  constructor(entries: readonly JournalEntry[] = [], diesAfter = Number.POSITIVE_INFINITY) {
    this.entries = [...entries];
    this.#diesAfter = diesAfter;
  }

  get isDead(): boolean {
    return this.entries.length >= this.#diesAfter;
  }
  async append(operationId: string, event: JournalEvent): Promise<JournalEntry> {
    await new Promise(setImmediate);
    if (this.isDead) throw new Error('the process is gone');
    const last = this.entries.at(-1);
    const entry = chainEntry({
      seq: (last?.seq ?? 0) + 1,
      at: '2026-11-21T00:00:00.000Z',
      operationId,
      event: structuredClone(event),
      previous: last?.hash ?? '',
    });
    this.entries.push(entry);
    return entry;
  }
  entriesAfter(seq: number, operationId?: string): JournalEntry[] {
    return this.entries.filter(
      (entry) => entry.seq > seq && (operationId === undefined || entry.operationId === operationId),
    );
  }
  subscribe(): () => void {
    return () => undefined;
  }
  appendLog(operationId: string, stepId: string, text: string): void {
    this.logs.push(`${operationId} ${stepId} ${text}`);
  }
  readLog(): { text: string; nextOffset: number } {
    return { text: this.logs.join(''), nextOffset: 0 };
  }
}
