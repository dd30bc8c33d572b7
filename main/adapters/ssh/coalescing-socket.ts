import { Socket } from 'node:net';
import { Duplex } from 'node:stream';

type WriteCallback = (error?: Error | null) => void;

/**
 * A TCP socket without Nagle's delay that hands the kernel one `writev` per tick: ssh2 writes every packet in several
 * small pieces, and sending each at once costs a third of an upload's time.
 */
export class CoalescingSocket extends Socket {
  #isCorked = false;

  constructor() {
    super();
    this.setNoDelay(true);
  }

  override write(
    chunk: string | Uint8Array,
    encodingOrCallback?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.cork();
      setImmediate(() => {
        this.#isCorked = false;
        this.uncork();
      });
    }
    if (typeof encodingOrCallback === 'function') return super.write(chunk, encodingOrCallback);
    return super.write(chunk, encodingOrCallback, callback);
  }
}

/** The same for a channel of a jump host: the pieces of one tick leave as one write, so as one packet of the outer link. */
export class CoalescingChannel extends Duplex {
  readonly #inner: Duplex;
  #isCorked = false;

  constructor(inner: Duplex) {
    super({ autoDestroy: true });
    this.#inner = inner;
    inner.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('close', () => this.destroy());
    inner.on('error', (error: Error) => this.destroy(error));
  }

  override write(
    chunk: string | Uint8Array,
    encodingOrCallback?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean {
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.cork();
      setImmediate(() => {
        this.#isCorked = false;
        this.uncork();
      });
    }
    if (typeof encodingOrCallback === 'function') return super.write(chunk, encodingOrCallback);
    return super.write(chunk, encodingOrCallback ?? 'utf8', callback);
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
