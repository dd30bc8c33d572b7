import { spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LabError } from '../lab-error.ts';

export interface Blob {
  readonly digest: string;
  readonly size: number;
}

export interface Layer extends Blob {
  /** Digest of the layer before it was compressed. */
  readonly diffId: string;
}

/** What lies where: a file, or a folder whose contents are taken. */
export type LayerFiles = ReadonlyArray<readonly [source: string, target: string]>;

/** Packs files into a layer blob of the layout. Same files, same bytes: no times, no owners, sorted. */
export async function writeLayer(blobDir: string, files: LayerFiles): Promise<Layer> {
  const work = await mkdtemp(join(blobDir, '..', 'layer-'));
  try {
    const root = join(work, 'root');
    await mkdir(root, { mode: 0o755 });
    for (const [source, target] of files) {
      await mkdir(dirname(join(root, target)), { recursive: true, mode: 0o755 });
      await cp(source, join(root, target), { recursive: true, verbatimSymlinks: true });
    }
    const diff = createHash('sha256');
    const blob = createHash('sha256');
    const packed = join(work, 'blob');
    await packTo(packed, root, diff, blob);
    const digest = blob.digest('hex');
    await rename(packed, join(blobDir, digest));
    const { size } = await stat(join(blobDir, digest));
    return { digest: `sha256:${digest}`, size, diffId: `sha256:${diff.digest('hex')}` };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const tarOptions = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];

async function packTo(path: string, root: string, diff: Hash, blob: Hash): Promise<void> {
  const tar = spawn('tar', [...tarOptions, '-C', root, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => tar.on('close', resolve));
  await pipeline(tar.stdout, hashing(diff), createGzip({ level: 6 }), hashing(blob), createWriteStream(path));
  if ((await ended) !== 0) throw new LabError(`a layer could not be packed from ${root}`);
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
