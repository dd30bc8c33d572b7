import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import type { RemoteCommand } from '../../ports/remote-host.ts';
import type { HostLink } from './host-link.ts';
import type { NodeScripts } from './node-scripts.ts';
import { blobsScript } from './own-scripts.ts';
import { putFiles, type SmallFile } from './put-files.ts';
import { Turns } from './turns.ts';

export interface Blob {
  /** `sha256:<hex>`. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Blobs under way at once: some are sent, the machine checks the others meanwhile. Two fill a line of 1 Gbit/s and 30 ms. */
const streams = 4;
const sentAtOnce = 2;
/** Up to this size, bytes: manifests, configurations and the like go together, up to `messageBytes` in one message. */
const smallBytes = 65_536;
const messageBytes = 1_048_576;
/** How often one blob is taken up again without a single new byte. */
const maxIdleTries = 3;

/** Exit codes of blobs.sh receive. */
const [complete, notAll, wrongDigest, noRoom] = [0, 20, 21, 22];

type Content = (offsetBytes: number) => NonNullable<RemoteCommand['stdin']>;

/**
 * Brings blobs into a machine's scratch store: only what is missing, from the byte on where the last try ended. One for
 * all runners of a machine, so that a small text is sent once.
 */
export class BlobUpload {
  readonly #link: HostLink;
  readonly #scripts: NodeScripts;
  readonly #put = new Set<string>();

  constructor(link: HostLink, scripts: NodeScripts) {
    this.#link = link;
    this.#scripts = scripts;
  }

  async upload(blobs: readonly Blob[], artifacts: ArtifactSource, signal: AbortSignal): Promise<void> {
    const unique = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
    if (unique.length === 0) return;
    const held = await this.#held(unique, signal);
    const missing = unique.filter(({ digest, sizeBytes }) => held.get(hexOf(digest)) !== sizeBytes);
    const small = missing.filter(({ sizeBytes }) => sizeBytes <= smallBytes);
    const large = missing.filter(({ sizeBytes }) => sizeBytes > smallBytes);
    const next = large.values();
    const turns = new Turns(sentAtOnce);
    const worker = async () => {
      for (const blob of next) {
        const isSent = await turns.take();
        const content: Content = (offset) => artifacts.read(blob.digest, offset).once('end', isSent);
        await this.#send(blob, content, held.get(hexOf(blob.digest)) ?? 0, signal).finally(isSent);
      }
    };
    const workers = Array.from({ length: Math.min(streams, large.length) }, worker);
    await Promise.all([this.#sendSmall(small, artifacts, signal), ...workers]);
  }

  /** One small blob whose bytes are at hand. */
  async put(digest: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.#put.has(digest)) return;
    await this.#sendTogether([{ sha256: hexOf(digest), what: digest, bytes }], signal);
    this.#put.add(digest);
  }

  async #sendSmall(blobs: readonly Blob[], artifacts: ArtifactSource, signal: AbortSignal): Promise<void> {
    let files: SmallFile[] = [];
    let length = 0;
    for (const { digest, sizeBytes } of blobs) {
      if (length + sizeBytes > messageBytes) {
        await this.#sendTogether(files, signal);
        [files, length] = [[], 0];
      }
      const bytes = Buffer.concat(await artifacts.read(digest).toArray());
      files.push({ sha256: hexOf(digest), what: digest, bytes });
      length += sizeBytes;
    }
    if (files.length > 0) await this.#sendTogether(files, signal);
  }

  /** What a lost link took with it is sent again. */
  async #sendTogether(files: readonly SmallFile[], signal: AbortSignal): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const host = this.#link.host;
      try {
        return await putFiles(this.#link, 'blobs/sha256', files, signal);
      } catch (error) {
        if (!isFerrymanError(error, 'SSH_E0005') || tries === maxIdleTries) throw error;
        await this.#link.renew(host, signal);
      }
    }
  }

  async #send(blob: Blob, content: Content, from: number, signal: AbortSignal): Promise<void> {
    let offset = Math.max(0, from);
    let isRepeated = false;
    for (let idleTries = 0; ; ) {
      const host = this.#link.host;
      try {
        const exitCode = await this.#receive(blob, content, offset, signal);
        if (exitCode === complete) return;
        if (exitCode === wrongDigest) {
          const machine = host.name;
          if (isRepeated) throw new FerrymanError('HOST_E0001', { machine, what: blob.digest }, { target: machine });
          isRepeated = true;
          offset = 0;
          continue;
        }
      } catch (error) {
        if (!isFerrymanError(error, 'SSH_E0005')) throw error;
        await this.#link.renew(host, signal);
      }
      const held = (await this.#held([blob], signal)).get(hexOf(blob.digest)) ?? 0;
      if (held === blob.sizeBytes) return;
      idleTries = held > offset ? 0 : idleTries + 1;
      if (idleTries > maxIdleTries) throw this.#failed(notAll, `${blob.digest} stays at byte ${held}`);
      offset = Math.max(0, held);
    }
  }

  async #receive({ digest, sizeBytes }: Blob, content: Content, offset: number, signal: AbortSignal): Promise<number> {
    const args = ['receive', hexOf(digest), String(sizeBytes), String(offset)];
    const result = await this.#scripts.run(blobsScript, {
      class: 'scratch',
      args,
      stdin: () => content(offset),
      signal,
    });
    if (result.exitCode === noRoom) {
      const [neededMiB = '?', freeMiB = '?'] = result.stdout.trim().split(' ');
      const machine = this.#link.host.name;
      const parameters = { machine, path: '/var/lib/ferryman', neededMiB, freeMiB };
      throw new FerrymanError('HOST_E0002', parameters, { target: machine });
    }
    const known: (number | null)[] = [complete, notAll, wrongDigest];
    if (!known.includes(result.exitCode)) throw this.#failed(result.exitCode, result.stderr);
    return result.exitCode ?? notAll;
  }

  /** Bytes held of each, by hex digest; the blob's size when it is complete, -1 for an empty blob that is not there. */
  async #held(blobs: readonly Blob[], signal: AbortSignal): Promise<Map<string, number>> {
    const question = blobs.map(({ digest, sizeBytes }) => `${hexOf(digest)} ${sizeBytes}\n`).join('');
    const call = { class: 'observe' as const, args: ['list'], stdin: () => question, signal };
    const { stdout, stderr, exitCode } = await this.#scripts.run(blobsScript, call);
    if (exitCode !== 0) throw this.#failed(exitCode, stderr);
    const lines = stdout.trim().split('\n');
    return new Map(lines.map((line) => [line.slice(0, 64), Number(line.slice(65))]));
  }

  #failed(exitCode: number | null, detail: string): FerrymanError {
    const machine = this.#link.host.name;
    const parameters = { machine, script: 'blobs', exitCode: exitCode ?? -1, detail: detail.trim().slice(-300) };
    return new FerrymanError('HOST_E0003', parameters, { target: machine });
  }
}

function hexOf(digest: string): string {
  return digest.replace('sha256:', '');
}
