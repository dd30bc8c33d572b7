import { createHash, type Hash } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundleFile } from '../../model/bundle/manifest.ts';
import type { VolumeSegment } from '../../model/bundle/volume.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { hashFile } from '../hash-file.ts';
import { localPath } from '../paths.ts';
import { damaged } from '../volumes/read-volume.ts';

const syncedBytes = 64 * 1024 * 1024;

interface Range {
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * A bundle on its way in: files appear under their own names only when their digest was checked; stretches of large ones
 * are kept beside them with a note of what is there. All of it survives a cut.
 */
export class Incoming {
  readonly #directory: string;
  readonly #signal: AbortSignal | undefined;
  /** The file whose stretches come in order, hashed as they come. */
  #running: { readonly path: string; readonly hash: Hash; readonly isFromStart: boolean; next: number } | undefined;

  constructor(directory: string, signal: AbortSignal | undefined) {
    this.#directory = directory;
    this.#signal = signal;
  }

  async prepare(): Promise<void> {
    await mkdir(localPath(this.#directory, 'blobs/sha256'), { recursive: true });
    await mkdir(this.#pieces(), { recursive: true });
  }

  /** Volumes of this very split that arrived whole. Stretches of another split of the same bundle fit no more, and go. */
  async takenVolumes(count: number): Promise<Set<number>> {
    const known = await this.#split();
    if (known !== undefined && known.count === count) return new Set(known.taken);
    if (known !== undefined) await rm(this.#pieces(), { recursive: true, force: true });
    await mkdir(this.#pieces(), { recursive: true });
    await this.noteVolumes(count, []);
    return new Set();
  }

  /** As `takenVolumes`, of a split that may not be the one under way; changes nothing. */
  async knownVolumes(count: number): Promise<Set<number>> {
    const known = await this.#split();
    return new Set(known?.count === count ? known.taken : []);
  }

  async noteVolumes(count: number, taken: Iterable<number>): Promise<void> {
    await replaceFile(this.#splitFile(), JSON.stringify({ count, taken: [...taken] }));
  }

  async has({ path, sizeBytes }: BundleFile): Promise<boolean> {
    const size = await stat(localPath(this.#directory, path)).then(
      (found) => found.size,
      () => undefined,
    );
    return size === sizeBytes;
  }

  /** Bytes of a file that are here already, whole or in stretches. */
  async bytesOf(file: BundleFile): Promise<number> {
    if (await this.has(file)) return file.sizeBytes;
    return (await this.#ranges(file)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  async hasSegment(file: BundleFile, segment: VolumeSegment): Promise<boolean> {
    if (await this.has(file)) return true;
    return (await this.#ranges(file)).some(
      ({ offset, sizeBytes }) => offset === segment.offset && sizeBytes === segment.sizeBytes,
    );
  }

  /** A file whose stretches all came, cut off before it was checked as a whole: it is checked now, and begins anew when it is wrong. */
  async settle(file: BundleFile): Promise<void> {
    const ranges = await this.#ranges(file);
    const bytes = ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (ranges.length === 0 || bytes !== file.sizeBytes || (await this.has(file))) return;
    await this.#finish(file, this.#piece(file), file.path);
  }

  /** The same bytes on disk as another bundle of the store, which checked them when they came. */
  async linkFrom(file: BundleFile, held: string): Promise<void> {
    await link(held, localPath(this.#directory, file.path));
  }

  /** Writes one stretch. VOLUME_E0003 when it is not what its table says, BUNDLE_E0004 when the whole file is not what the manifest says. */
  async receive(
    file: BundleFile,
    segment: VolumeSegment,
    from: string,
    content: AsyncIterable<Uint8Array>,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const piece = this.#piece(file);
    const running = this.#runningFor(file, segment);
    // a stretch that is the file is hashed as the file
    const isFile = segment.digest === file.digest && running.next === 0;
    const hash = isFile ? running.hash : createHash('sha256');
    const handle = await open(piece, (await exists(piece)) ? 'r+' : 'w');
    try {
      let at = segment.offset;
      let syncedTo = at;
      let syncing = Promise.resolve();
      for await (const chunk of content) {
        this.#signal?.throwIfAborted();
        hash.update(chunk);
        if (!isFile) running.hash.update(chunk);
        for (let done = 0; done < chunk.length; ) {
          done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
        }
        at += chunk.length;
        onBytes(chunk.length);
        if (at - syncedTo < syncedBytes) continue;
        // the disk writes while the medium is read; all that is left to the end would be waited for there
        await syncing;
        syncing = handle.datasync();
        syncing.catch(() => undefined);
        syncedTo = at;
      }
      await syncing;
      if (at !== segment.offset + segment.sizeBytes || `sha256:${hash.copy().digest('hex')}` !== segment.digest) {
        this.#running = undefined;
        throw damaged(from, `${file.path} from byte ${segment.offset}`);
      }
      running.next = at;
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await this.#note(file, segment);
    if ((await this.bytesOf(file)) === file.sizeBytes) await this.#finish(file, piece, from);
  }

  #runningFor(file: BundleFile, { offset }: VolumeSegment) {
    if (this.#running?.path !== file.path || this.#running.next !== offset) {
      // a stretch out of order: the whole is read once more when it is complete
      this.#running = { path: file.path, hash: createHash('sha256'), isFromStart: offset === 0, next: offset };
    }
    return this.#running;
  }

  async #finish(file: BundleFile, piece: string, from: string): Promise<void> {
    const running = this.#running;
    const inOrder =
      running?.path === file.path && running.isFromStart && running.next === file.sizeBytes ? running : undefined;
    this.#running = undefined;
    const digest =
      inOrder === undefined
        ? (await hashFile(piece, { signal: this.#signal })).digest
        : `sha256:${inOrder.hash.digest('hex')}`;
    const note = this.#noteFile(file);
    if (digest !== file.digest) {
      await rm(piece, { force: true });
      await rm(note, { force: true });
      throw new FerrymanError('BUNDLE_E0004', { file: `${from} ${file.path}`, expected: file.digest, actual: digest });
    }
    await rename(piece, localPath(this.#directory, file.path));
    await rm(note, { force: true });
  }

  async #note(file: BundleFile, { offset, sizeBytes }: VolumeSegment): Promise<void> {
    const ranges = [...(await this.#ranges(file)).filter((range) => range.offset !== offset), { offset, sizeBytes }];
    await replaceFile(this.#noteFile(file), JSON.stringify(ranges));
  }

  async #split(): Promise<{ count: number; taken: number[] } | undefined> {
    const source = await readFile(this.#splitFile(), 'utf8').catch(() => undefined);
    return source === undefined ? undefined : (JSON.parse(source) as { count: number; taken: number[] });
  }

  #splitFile(): string {
    return join(this.#pieces(), 'split.json');
  }

  async #ranges(file: BundleFile): Promise<Range[]> {
    const source = await readFile(this.#noteFile(file), 'utf8').catch(() => '[]');
    return JSON.parse(source) as Range[];
  }

  /** Nothing of it goes into the finished bundle. */
  async removePieces(): Promise<void> {
    await rm(this.#pieces(), { recursive: true, force: true });
  }

  #pieces(): string {
    return join(dirname(this.#directory), `.pieces-${this.#directory.slice(-64)}`);
  }

  #piece({ digest }: BundleFile): string {
    return join(this.#pieces(), digest.slice('sha256:'.length));
  }

  #noteFile(file: BundleFile): string {
    return `${this.#piece(file)}.json`;
  }
}

async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content, { flush: true });
  await rename(`${path}.new`, path);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
