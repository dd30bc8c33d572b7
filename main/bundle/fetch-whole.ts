import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import type { NetworkSources } from './network-sources.ts';
import { isSourceFailure } from './source-failure.ts';

/** Cuts in a row that brought nothing new. */
const fruitlessCap = 5;

/**
 * A document of at most `capBytes` into memory, gone on with after a cut. SOURCE_E0005 where it is larger, SOURCE_… as the
 * source answers, the signal's reason.
 */
async function fetchWhole(
  { files, clock }: Pick<NetworkSources, 'files' | 'clock'>,
  url: string,
  capBytes: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  let chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for (let [fruitless, most] = [0, 0]; ; ) {
    try {
      const { offset, content } = await files.read(url, sizeBytes, signal);
      if (offset !== sizeBytes) [chunks, sizeBytes] = [[], 0];
      for await (const chunk of content) {
        signal?.throwIfAborted();
        sizeBytes += chunk.length;
        if (sizeBytes > capBytes) {
          throw new FerrymanError('SOURCE_E0005', { source: url, detail: `larger than ${capBytes} bytes` });
        }
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      signal?.throwIfAborted();
      if (!isFerrymanError(error, 'SOURCE_E0007')) throw error;
      fruitless = sizeBytes > most ? 0 : fruitless + 1;
      most = Math.max(most, sizeBytes);
      if (fruitless >= fruitlessCap) throw error;
      await clock.wait(1_000 * 2 ** fruitless, signal);
    }
  }
}

/** The first address that has it; the last one's refusal where none has. */
export async function fetchFirst(
  network: Pick<NetworkSources, 'files' | 'clock'>,
  urls: readonly string[],
  capBytes: number,
  signal?: AbortSignal,
): Promise<{ readonly url: string; readonly bytes: Buffer }> {
  for (const [index, url] of urls.entries()) {
    try {
      return { url, bytes: await fetchWhole(network, url, capBytes, signal) };
    } catch (error) {
      if (!isSourceFailure(error) || index === urls.length - 1) throw error;
    }
  }
  throw new TypeError('no address to fetch from');
}
