import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { tarBlockBytes, tarHeader, tarPadding } from './tar-writer.ts';

/** One tar under way, hashed as it is written. */
export class VolumeWriter {
  readonly #handle: FileHandle;
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  #sizeBytes = 0;

  static async create(path: string): Promise<VolumeWriter> {
    return new VolumeWriter(await open(path, 'w'));
  }

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async member(
    name: string,
    sizeBytes: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    await this.#write(tarHeader(name, sizeBytes));
    for await (const chunk of content) await this.#write(chunk);
    await this.#write(tarPadding(sizeBytes));
  }

  async finish(): Promise<{ sizeBytes: number; sha256: string; sm3: string }> {
    await this.#write(new Uint8Array(2 * tarBlockBytes));
    await this.#handle.sync();
    await this.#handle.close();
    return { sizeBytes: this.#sizeBytes, sha256: this.#sha256.digest('hex'), sm3: this.#sm3.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#sha256.update(bytes);
    this.#sm3.update(bytes);
    this.#sizeBytes += bytes.length;
    await this.#handle.writeFile(bytes);
  }
}
