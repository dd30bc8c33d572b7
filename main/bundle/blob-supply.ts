import { createReadStream } from 'node:fs';
import { parseImageReference } from '../model/bundle/image-reference.ts';
import { type BlobSource, isRemote, type LockedBlob, sourceLabel } from '../model/bundle/lock.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { OpenedContent } from '../ports/image-registry.ts';
import type { BlobCache } from './blob-cache.ts';
import type { BlobWriter } from './blob-writer.ts';
import { packedChart } from './charts/local-chart.ts';
import { fetchBlob } from './fetch-blob.ts';
import type { LocalLayouts } from './local-layouts.ts';
import type { NetworkSources } from './network-sources.ts';
import { blobPath, specPath } from './paths.ts';
import { isMissingFile, isSystemError, systemReason } from './printable.ts';
import type { ProgressMeter } from './progress.ts';
import { isMismatch, isSourceFailure } from './source-failure.ts';

export interface BlobSupplyOptions {
  readonly specFile: string;
  readonly writer: BlobWriter;
  readonly layouts: LocalLayouts;
  readonly meter: ProgressMeter;
  /** Both are there where the lock names anything remote. */
  readonly cache: BlobCache | undefined;
  readonly network: NetworkSources | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Brings the blobs of a lock into a bundle, each from the first source that still has it. */
export class BlobSupply {
  readonly #options: BlobSupplyOptions;
  /** Sources passed over on the way, each with its reason. */
  readonly passedOver: FerrymanError[] = [];
  /** Hosts that did not let us in or did not answer: the others are tried first from then on, so that nobody waits again. */
  readonly #avoided = new Set<string>();

  constructor(options: BlobSupplyOptions) {
    this.#options = options;
  }

  /**
   * BUNDLE_E0004 or E0018 when a source's bytes are not the digest's and no other source helps; BUNDLE_E0019 when no source
   * has it; a single source's own refusal where it is the only one; the signal's reason.
   */
  async bring(blob: LockedBlob, what: string): Promise<void> {
    const { writer, meter, cache, signal } = this.#options;
    signal?.throwIfAborted();
    const onSize = meter.blob(what);
    if (await writer.isThere(blob)) return onSize(blob.sizeBytes);
    if (cache !== undefined && (await cache.holds(blob.digest, blob.sizeBytes, signal))) {
      await writer.take(blob, cache.pathOf(blob.digest));
      return onSize(blob.sizeBytes);
    }
    const failures: FerrymanError[] = [];
    for (const source of this.#inOrder(blob.sources)) {
      try {
        if (source.type === 'registry' || source.type === 'url') await this.#fetch(blob, source, what, onSize);
        else await this.#copy(blob, source, what, onSize);
        this.passedOver.push(...failures);
        return;
      } catch (error) {
        signal?.throwIfAborted();
        if (!isSourceFailure(error)) throw error;
        failures.push(error);
        if (hostFailures.has(error.code)) this.#avoided.add(hostOf(source));
      }
    }
    throw worstOf(failures, what);
  }

  /** What lies on this machine costs nothing; then as the lock has them. */
  #inOrder(sources: readonly BlobSource[]): BlobSource[] {
    const rank = (source: BlobSource) => (isRemote(source) ? 1 : 0) + (this.#avoided.has(hostOf(source)) ? 1 : 0);
    return [...sources].sort((a, b) => rank(a) - rank(b));
  }

  async #copy(
    blob: LockedBlob,
    source: Exclude<BlobSource, { type: 'registry' | 'url' }>,
    what: string,
    onSize: (sizeBytes: number) => void,
  ): Promise<void> {
    const { writer } = this.#options;
    const { digest: expected } = blob;
    const actual = await writer.copy(blob, await this.#open(blob, source, what), onSize);
    if (actual === expected) return;
    // a layout names its content by digest: other bytes there are damage, a changed file is another file
    if (source.type === 'file' || source.type === 'chart-folder') {
      throw new FerrymanError('BUNDLE_E0018', { what, source: source.path, expected, actual });
    }
    throw new FerrymanError('BUNDLE_E0004', { file: `${what} ${blobPath(expected)}`, expected, actual });
  }

  async #open(
    { digest }: LockedBlob,
    source: Exclude<BlobSource, { type: 'registry' | 'url' }>,
    what: string,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { specFile, layouts } = this.#options;
    const label = sourceLabel(source);
    try {
      if (source.type === 'chart-folder') return once(await packedChart(specPath(specFile, source.path)));
      if (source.type !== 'file') return reading((await layouts.open(source)).read(digest), label);
      return reading(createReadStream(specPath(specFile, source.path), { highWaterMark: 1024 * 1024 }), label);
    } catch (error) {
      if (error instanceof FerrymanError) throw error;
      throw new FerrymanError('SOURCE_E0005', { source: `${label} (${what})`, detail: systemReason(error) });
    }
  }

  async #fetch(
    blob: LockedBlob,
    source: Extract<BlobSource, { type: 'registry' | 'url' }>,
    what: string,
    onSize: (sizeBytes: number) => void,
  ): Promise<void> {
    const { cache, network, signal, writer } = this.#options;
    if (cache === undefined || network === undefined) throw new TypeError('a lock with remote sources needs a cache');
    const { digest, sizeBytes } = blob;
    const read = (offset: number): Promise<OpenedContent> => {
      if (source.type === 'url') return network.files.read(source.url, offset, signal);
      const repository = parseImageReference(`${source.repository}@${digest}`);
      if (repository === undefined) throw new FerrymanError('SOURCE_E0002', { source: source.repository });
      return network.registry.read(repository, digest, source.as, offset, signal);
    };
    const fetched = { digest, sizeBytes, what, source: sourceLabel(source) };
    try {
      await fetchBlob(cache.partOf(digest), fetched, read, { clock: network.clock, signal, onSize });
      await cache.keep(digest);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      const detail = systemReason(error);
      throw new FerrymanError('BUNDLE_E0013', { path: cache.directory, detail }, { cause: error });
    }
    await writer.take(blob, cache.pathOf(digest));
  }
}

const hostFailures = new Set<string>(['SOURCE_E0001', 'SOURCE_E0003', 'SOURCE_E0004', 'SOURCE_E0006']);

/** Empty for what lies on this machine. */
function hostOf(source: BlobSource): string {
  if (source.type === 'url') return new URL(source.url).host;
  return source.type === 'registry' ? source.repository.replace(/\/.*$/s, '') : '';
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** What a local source cannot give is a source's failure, not a full disk's. */
async function* reading(content: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    if (isMissingFile(error)) throw new FerrymanError('SOURCE_E0002', { source });
    throw error;
  }
}

function worstOf(failures: readonly FerrymanError[], what: string): FerrymanError {
  const [first, ...more] = failures;
  const wrong = failures.find(isMismatch);
  if (first !== undefined && more.length === 0) return first;
  const reasons = failures.map(({ message }) => message);
  if (wrong === undefined) return new FerrymanError('BUNDLE_E0019', { what, failures: reasons.join('; ') });
  return new FerrymanError(wrong.code, wrong.parameters, { evidence: reasons.join('\n') });
}
