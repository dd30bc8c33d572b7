import { spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey, type SigningKey } from '../../main/bundle/keys.ts';
import type { BundleManifest } from '../../main/model/bundle/manifest.ts';
import { type BundleSignature, signedMessage } from '../../main/model/bundle/signature.ts';
import { canonicalJson } from '../../main/model/canonical-json.ts';
import { alone, compared, median, type Row, seconds } from './row.ts';

const root = resolve(import.meta.dirname, '../..');
const gigabyte = 1_000_000_000;
const passphrase = 'only for this bench';
const rounds = 3;

/**
 * P14: a bundle taken in, against hashing it with sha256sum and copying it with cp, whichever takes longer; and the memory
 * of checking an 80 GB one, whose content is holes: it is read and hashed, and takes no room.
 */
export async function benchIntake(largeGigabytes = 80, realGigabytes = 2): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  try {
    return [...(await takenIn(folder, realGigabytes)), ...(await large(folder, largeGigabytes))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takenIn(folder: string, gigabytes: number): Promise<Row[]> {
  const office = await newOffice(join(folder, 'real'));
  for (let index = 0; index < 4; index += 1)
    writeRandom(join(office.folder, `part-${index}`), (gigabytes * gigabyte) / 4);
  const bundle = await build(office, [0, 1, 2, 3]);
  const blobs = (JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as BundleManifest).files;
  const paths = blobs.map(({ path }) => join(bundle, path));
  await ferryman(office, ['new', 'site']);
  await ferryman(office, ['keys', 'trust', 'home/keys/bench.pub', '--by', 'bench']);
  const ours: number[] = [];
  const hashing: number[] = [];
  const copying: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await seconds(() => ferryman(office, ['bundle', 'take-in', bundle, '--no-use'])));
    rmSync(join(office.folder, 'site.bundles'), { recursive: true, force: true });
    hashing.push(await seconds(() => ended('sha256sum', paths)));
    const copy = join(office.folder, 'copy');
    copying.push(await seconds(() => ended('sh', ['-c', 'cp -r "$1" "$2" && sync -f "$2"', '-', bundle, copy])));
    rmSync(copy, { recursive: true, force: true });
  }
  const [hashed, copied] = [median(hashing), median(copying)];
  const peer = hashed > copied ? 'sha256sum' : 'cp and sync';
  const rate = (took: number) => (gigabytes * 1000) / took;
  const name = `P14 take in ${gigabytes} GB (read, hash, write), against ${peer}`;
  return [compared(name, rate(median(ours)), rate(Math.max(hashed, copied)), '≥ 0.8', 'MB/s')];
}

async function large(folder: string, gigabytes: number): Promise<Row[]> {
  const office = await newOffice(join(folder, 'large'));
  writeRandom(join(office.folder, 'part-0'), 1_000_000);
  const bundle = await build(office, [0]);
  const paths = addHoles(bundle, office.key, gigabytes / 10);
  const peer = await seconds(() => ended('sha256sum', paths.slice(0, 1)));
  const from = performance.now();
  const { maxRssMiB } = await ferryman(office, ['bundle', 'verify', bundle]);
  const took = (performance.now() - from) / 1000;
  const name = `check a bundle of ${gigabytes} GB, against sha256sum of a tenth of it`;
  return [
    compared(name, (gigabytes * 1000) / took, (gigabytes * 100) / peer, '≥ 0.8', 'MB/s'),
    alone(`memory while checking ${gigabytes} GB`, maxRssMiB, '≤ 300', 'MiB'),
  ];
}

interface Office {
  readonly folder: string;
  readonly key: SigningKey;
}

async function newOffice(folder: string): Promise<Office> {
  const keys = join(folder, 'home', 'keys');
  mkdirSync(keys, { recursive: true });
  await createKey(keys, { name: 'bench', use: 'release', passphrase, createdAt: new Date().toISOString() });
  return { folder, key: await loadKey(keys, 'bench', passphrase) };
}

async function build({ folder, key }: Office, parts: readonly number[]): Promise<string> {
  const files = parts.map(
    (part) => `{id: part-${part}, kind: document, version: "1", platform: any, path: ./part-${part}}`,
  );
  const spec = `apiVersion: ferryman/v1\nkind: BundleSpec\nname: bench\nversion: "1"\nplatforms: [linux/amd64]\nfiles: [${files.join(', ')}]\n`;
  writeFileSync(join(folder, 'spec.yaml'), spec);
  const outputDirectory = join(folder, 'bundle');
  await buildBundle({
    specFile: join(folder, 'spec.yaml'),
    outputDirectory,
    signingKey: key,
    createdAt: new Date().toISOString(),
    closure: { waiver: { by: 'bench', reason: 'no site' } },
  });
  return outputDirectory;
}

/** Ten more files of holes, each with a byte of its own, and the manifest signed anew. */
function addHoles(bundle: string, key: SigningKey, gigabytesEach: number): string[] {
  const manifest = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as BundleManifest;
  const sizeBytes = gigabytesEach * gigabyte;
  const paths = Array.from({ length: 10 }, (_, index) => {
    const hash = createHash('sha256').update(Buffer.from([index + 1]));
    const block = Buffer.alloc(8 * 2 ** 20);
    for (let left = sizeBytes - 1; left > 0; left -= block.length)
      hash.update(block.subarray(0, Math.min(left, block.length)));
    const hex = hash.digest('hex');
    const path = `blobs/sha256/${hex}`;
    writeFileSync(join(bundle, path), Buffer.from([index + 1]));
    truncateSync(join(bundle, path), sizeBytes);
    const digest = `sha256:${hex}`;
    manifest.files.push({ path, digest, sizeBytes });
    const file = { kind: 'document', version: '1', platform: 'any', digest, sizeBytes } as const;
    manifest.items.push({ type: 'file', id: `holes-${index}`, fileName: `holes-${index}`, ...file });
    return join(bundle, path);
  });
  manifest.files.sort((one, other) => (one.path < other.path ? -1 : 1));
  const bytes = Buffer.from(canonicalJson(manifest));
  const { signature: _, ...covered } = JSON.parse(
    readFileSync(join(bundle, 'manifest.sig'), 'utf8'),
  ) as BundleSignature;
  const signature = Buffer.from(key.sign(signedMessage(covered, bytes))).toString('base64');
  writeFileSync(join(bundle, 'manifest.json'), bytes);
  writeFileSync(join(bundle, 'manifest.sig'), JSON.stringify({ ...covered, signature }));
  return paths;
}

function writeRandom(path: string, sizeBytes: number): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4 * 2 ** 20);
  for (let left = sizeBytes; left > 0; left -= block.length) {
    writeSync(file, randomFillSync(block).subarray(0, Math.min(left, block.length)));
  }
  closeSync(file);
}

/** The built command line in the office's folder, with a probe that tells its memory. */
async function ferryman({ folder }: Office, args: readonly string[]): Promise<{ readonly maxRssMiB: number }> {
  const probe = resolve(import.meta.dirname, 'loop-probe.mjs');
  const env = { ...process.env, FERRYMAN_HOME: join(folder, 'home') };
  const output = await ended(process.execPath, ['--import', probe, resolve(root, 'dist/main/cli.js'), ...args], {
    cwd: folder,
    env,
  });
  const said = /^bench: (\{.*\})$/m.exec(output)?.[1];
  return JSON.parse(said ?? '{}') as { maxRssMiB: number };
}

function ended(program: string, args: readonly string[], options: object = {}): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) =>
      code === 0 ? done(output) : failed(new Error(`${program} ended with ${code}: ${output.slice(-800)}`)),
    );
  });
}
