/** How a run ended, as runner.sh tells it. */
export interface RunRecord {
  readonly name: string;
  readonly status: 'ended' | 'lost' | 'absent' | 'refused';
  /** Exit code when ended, the fence found when refused. */
  readonly value: number;
  readonly changes: string;
  /** The log's end; only where the log was not streamed. */
  readonly log: string;
}

/** Splits what runner.sh prints into the log as it grows and the records that follow it. */
export class RunStream {
  readonly #mark: Buffer;
  readonly #onLog: (bytes: Buffer) => void;
  #pending: Buffer = Buffer.alloc(0);
  #tail: Buffer[] | undefined;
  #logBytes = 0;

  /**
   * `mark` is a word nobody can guess, so that no log can hold it; the colons tell it from a process list in the log,
   * where it stands as an argument.
   */
  constructor(mark: string, onLog: (bytes: Buffer) => void) {
    this.#mark = Buffer.from(`:${mark}: `);
    this.#onLog = onLog;
  }

  /** Bytes of the log taken in so far: where to go on after a drop. */
  get logBytes(): number {
    return this.#logBytes;
  }

  push(chunk: Uint8Array): void {
    if (this.#tail !== undefined) {
      this.#tail.push(Buffer.from(chunk));
      return;
    }
    const all = Buffer.concat([this.#pending, chunk]);
    const at = all.indexOf(this.#mark);
    const logEnd = at >= 0 ? at : this.#beginningOfMark(all);
    if (logEnd > 0) this.#onLog(all.subarray(0, logEnd));
    this.#logBytes += logEnd;
    this.#pending = all.subarray(logEnd);
    if (at >= 0) this.#tail = [this.#pending];
  }

  /** The link broke: what was held back, or half a record, comes again. */
  restart(): void {
    this.#pending = Buffer.alloc(0);
    this.#tail = undefined;
  }

  /** Where a mark may begin that is not wholly here yet: from there on the log is held back. */
  #beginningOfMark(bytes: Buffer): number {
    for (let at = Math.max(0, bytes.length - this.#mark.length + 1); at < bytes.length; at += 1) {
      if (this.#mark.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return at;
    }
    return bytes.length;
  }

  /** The records told; call when the command has ended. */
  records(): RunRecord[] {
    const all = Buffer.concat(this.#tail ?? []);
    const records: RunRecord[] = [];
    for (let at = 0; at >= 0 && at < all.length; ) {
      const headEnd = all.indexOf('\n', at);
      if (headEnd < 0) break;
      const fields = all.toString('utf8', at + this.#mark.length, headEnd).split(' ');
      const [name = '', status = '', value = '', changesBytes = '', logBytes = ''] = fields;
      const changesEnd = headEnd + 1 + Number(changesBytes);
      const logEnd = changesEnd + Number(logBytes);
      records.push({
        name,
        status: status as RunRecord['status'],
        value: Number(value),
        changes: all.toString('utf8', headEnd + 1, changesEnd),
        log: all.toString('utf8', changesEnd, logEnd),
      });
      at = logEnd;
    }
    return records;
  }
}
