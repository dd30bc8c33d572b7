import { Duplex } from 'node:stream';
import { coalesceWrites } from './coalesce-writes.ts';

type WriteCallback = (error?: Error | null) => void;

/** A channel of a jump host as a socket: what leaves together leaves as one write, so as one packet of the outer link. */
export class CoalescingChannel extends Duplex {
  readonly #inner: Duplex;

  constructor(inner: Duplex) {
    super({ autoDestroy: true });
    this.#inner = inner;
    inner.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('close', () => this.destroy());
    inner.on('error', (error: Error) => this.destroy(error));
    coalesceWrites(this);
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: WriteCallback): void {
    this.#inner.write(chunk, callback);
  }

  override _writev(chunks: { chunk: Buffer }[], callback: WriteCallback): void {
    this.#inner.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback);
  }

  override _final(callback: WriteCallback): void {
    this.#inner.end(() => callback());
  }

  override _destroy(error: Error | null, callback: WriteCallback): void {
    this.#inner.destroy();
    callback(error);
  }
}
