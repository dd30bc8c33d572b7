import './raw-imports.ts';
import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import type { ArtifactSource } from '../../main/ports/artifact-source.ts';
import { fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import type { WiredHost } from './wired-host.ts';

const { RunnerPool } = await import('../../main/engine/runner/runner-pool.ts');
const mebibyte = 2 ** 20;

export interface FileBlob {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly path: string;
}

/** A file nothing compresses, and its digest. */
export function writeBlob(folder: string, name: string, sizeMiB: number): FileBlob {
  const path = join(folder, name);
  const hash = createHash('sha256');
  const block = Buffer.alloc(8 * mebibyte);
  for (let left = sizeMiB * mebibyte; left > 0; left -= block.length) {
    const piece = randomFillSync(block).subarray(0, Math.min(left, block.length));
    hash.update(piece);
    writeFileSync(path, piece, { flag: 'a' });
  }
  return { digest: `sha256:${hash.digest('hex')}`, sizeBytes: sizeMiB * mebibyte, path };
}

/** The engine's own way to a host: what a step uploads with. */
export async function openUpload(
  host: Pick<WiredHost, 'address' | 'port' | 'keyPath' | 'hostKey'>,
  blobs: readonly FileBlob[],
) {
  const hostKeys = new MemoryHostKeys();
  hostKeys.trust('bench', host.hostKey, fingerprintOfBase64(host.hostKey));
  const secrets = new MemorySecrets();
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
  const artifacts: ArtifactSource = {
    manifestHash: '',
    sizeOf: (digest) => byDigest.get(digest)?.sizeBytes,
    read: (digest, offset = 0) =>
      createReadStream(byDigest.get(digest)?.path ?? '', { start: offset, highWaterMark: mebibyte }),
  };
  const auth = { kind: 'key', path: host.keyPath } as const;
  const addressOf = () => ({ name: 'bench', address: host.address, port: host.port, access: { user: 'root', auth } });
  const pool = new RunnerPool({ connector, addressOf, artifacts, secrets, clock: systemClock });
  const { signal } = new AbortController();
  const runner = await pool.runner('bench', { runKey: 'bench', fence: 1, signal, onLog: () => undefined });
  return {
    upload: () => runner.upload(blobs),
    forget: () => runner.exec({ class: 'scratch', argv: ['rm', '-rf', '/var/lib/ferryman/blobs'] }),
    close: () => pool.close(),
  };
}
