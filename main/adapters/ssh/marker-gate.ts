/** Holds a stream back until the marker line has passed; what came before is kept apart, the last 64 KiB of it. */
export class MarkerGate {
  readonly #marker: Buffer;
  #before: Buffer = Buffer.alloc(0);
  #isOpen = false;

  constructor(marker: string) {
    this.#marker = Buffer.from(`${marker}\n`);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** What came before the marker, for finding a prompt or saying why the program never started. */
  get before(): string {
    return this.#before.toString('utf8');
  }

  /** The part of the chunk that follows the marker; empty while the gate is shut. */
  pass(chunk: Buffer): Buffer {
    if (this.#isOpen) return chunk;
    const all = Buffer.concat([this.#before, chunk]);
    const at = all.indexOf(this.#marker);
    if (at < 0) {
      this.#before = all.subarray(-65_536);
      return Buffer.alloc(0);
    }
    this.#isOpen = true;
    this.#before = all.subarray(Math.max(0, at - 65_536), at);
    return all.subarray(at + this.#marker.length);
  }
}
