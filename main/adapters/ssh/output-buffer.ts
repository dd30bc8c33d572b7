/** Keeps the head or the tail of a stream, up to a number of bytes. */
export class OutputBuffer {
  readonly #keep: 'head' | 'tail';
  readonly #limitBytes: number;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;

  constructor(keep: 'head' | 'tail', limitBytes: number) {
    this.#keep = keep;
    this.#limitBytes = limitBytes;
  }

  push(chunk: Buffer): void {
    if (this.#keep === 'head') {
      const room = this.#limitBytes - this.#sizeBytes;
      if (room <= 0) return;
      const part = chunk.subarray(0, room);
      this.#chunks.push(part);
      this.#sizeBytes += part.length;
      return;
    }
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.length;
    // Joined only now and then: a flood of small chunks costs one copy per 64 KiB, not one per chunk.
    if (this.#sizeBytes > 2 * this.#limitBytes) this.#compact();
  }

  toString(): string {
    if (this.#keep === 'tail') this.#compact();
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  #compact(): void {
    const tail = Buffer.concat(this.#chunks).subarray(-this.#limitBytes);
    this.#chunks = [tail];
    this.#sizeBytes = tail.length;
  }
}
