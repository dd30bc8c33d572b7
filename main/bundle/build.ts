import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactKey } from '../model/bundle/find-item.ts';
import { type BundleItem, BundleManifest, blobsOf, type ImageItem } from '../model/bundle/manifest.ts';
import { type BundleSignature, signedMessage } from '../model/bundle/signature.ts';
import { keyIdOf } from '../model/bundle/signing-key.ts';
import { canonicalJson, sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import { BlobWriter } from './blob-writer.ts';
import { type Gathered, gather } from './gather.ts';
import type { SigningKey } from './keys.ts';
import { listDirectory } from './list-directory.ts';
import { ociIndexType } from './oci.ts';
import { localPath, manifestFileName, partialDirectory, signatureFileName } from './paths.ts';
import { systemReason } from './printable.ts';
import { type OnProgress, ProgressMeter } from './progress.ts';
import { type BundleSpec, readSpec, specError } from './spec.ts';

export interface BuildOptions {
  readonly specFile: string;
  /** Appears whole at the end. An older bundle there is replaced, anything else is left alone (BUNDLE_E0012). */
  readonly outputDirectory: string;
  /** A practice key makes a practice bundle. */
  readonly signingKey: SigningKey;
  /** ISO 8601, UTC: the same inputs and the same time give the same bytes. */
  readonly createdAt: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface BuiltBundle {
  readonly manifest: BundleManifest;
  readonly manifestHash: string;
}

/**
 * Builds and signs a bundle from a spec. A cut build leaves nothing at the output; the next one uses what it copied.
 * BUNDLE_E0004 a damaged source blob · E0010 the spec · E0012 output taken · E0013 cannot write · the signal's reason.
 */
export async function buildBundle(options: BuildOptions): Promise<BuiltBundle> {
  const { specFile, outputDirectory, signal } = options;
  const spec = await readSpec(specFile);
  await refuseForeignOutput(outputDirectory);
  const gathered = await gather(specFile, spec);
  const partial = partialDirectory(outputDirectory);
  try {
    const writer = new BlobWriter(partial, new ProgressMeter(totalBytesOf(gathered), options.onProgress), signal);
    await writer.prepare();
    const items = await copyItems(specFile, gathered, writer);
    const built = await writeManifest(partial, spec, items, writer, options);
    await removeLeftovers(partial, built.manifest);
    signal?.throwIfAborted();
    await putInPlace(partial, outputDirectory);
    return built;
  } catch (error) {
    throw signal?.aborted ? error : asFerrymanError(error, outputDirectory);
  } finally {
    await gathered.close();
  }
}

function totalBytesOf({ images, files, packages }: Gathered): number {
  const blobs = new Map(
    images.flatMap(({ item }) => blobsOf(item)).map(({ digest, sizeBytes }) => [digest, sizeBytes]),
  );
  return [...blobs.values(), ...[...files, ...packages].map(({ sizeBytes }) => sizeBytes)].reduce(
    (sum, size) => sum + size,
    0,
  );
}

async function copyItems(specFile: string, gathered: Gathered, writer: BlobWriter): Promise<BundleItem[]> {
  const items = new Map<string, BundleItem>();
  const add = (item: BundleItem) => {
    const key = artifactKey(item);
    const known = items.get(key);
    if (known !== undefined && known.digest !== item.digest) {
      throw specError(specFile, `${artifactLabel(item)} comes twice with different content`);
    }
    items.set(key, item);
  };
  for (const { item, layout } of gathered.images) {
    for (const { digest, sizeBytes } of blobsOf(item)) {
      await writer.addBlob(digest, sizeBytes, () => layout.read(digest), item.name);
    }
    add(item);
  }
  for (const { spec, path, fileName } of gathered.files) {
    const { id, kind, version, platform } = spec;
    add({ type: 'file', id, kind, version, platform, fileName, ...(await writer.addFile(path, id)) });
  }
  for (const { identity, distribution, platform, path, fileName } of gathered.packages) {
    const { name, version } = identity;
    add({ type: 'package', name, version, distribution, platform, fileName, ...(await writer.addFile(path, name)) });
  }
  return [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

async function writeManifest(
  partial: string,
  spec: BundleSpec,
  items: readonly BundleItem[],
  writer: BlobWriter,
  { signingKey, createdAt }: BuildOptions,
): Promise<BuiltBundle> {
  const files = [
    await writer.addText('oci-layout', canonicalJson({ imageLayoutVersion: '1.0.0' })),
    await writer.addText('index.json', ociIndexOf(items)),
    ...writer.blobs(),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { use, algorithm, publicKey } = signingKey.publicKey;
  const manifest = BundleManifest.parse({
    apiVersion: 'ferryman/v1',
    kind: 'BundleManifest',
    name: spec.name,
    version: spec.version,
    platforms: [...new Set(spec.platforms)].sort(),
    algorithm,
    createdAt,
    isPractice: use === 'practice',
    items,
    files,
  });
  const bytes = Buffer.from(canonicalJson(manifest));
  const comment = { name: spec.name, version: spec.version, purpose: 'bundle' } as const;
  const covered = { algorithm, keyId: keyIdOf(signingKey.publicKey), use, publicKey, comment };
  const proof = Buffer.from(signingKey.sign(signedMessage(covered, bytes))).toString('base64');
  const signature: BundleSignature = { ...covered, signature: proof };
  await writeFile(join(partial, manifestFileName), bytes, { flush: true });
  await writeFile(join(partial, signatureFileName), `${JSON.stringify(signature, null, 2)}\n`, { flush: true });
  return { manifest, manifestHash: sha256Hex(bytes) };
}

/** Lets any OCI tool read the images straight out of the bundle. */
function ociIndexOf(items: readonly BundleItem[]): string {
  const manifests = items
    .filter((item): item is ImageItem => item.type === 'image')
    .map(({ name, platform, blobs: [manifest] }) => {
      const [os, architecture, variant] = platform.split('/');
      return {
        mediaType: manifest?.mediaType,
        digest: manifest?.digest,
        size: manifest?.sizeBytes,
        platform: { os, architecture, variant },
        annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name },
      };
    });
  return canonicalJson({ schemaVersion: 2, mediaType: ociIndexType, manifests });
}

/** Blobs of an earlier, cut build of another spec have no place in this bundle. */
async function removeLeftovers(partial: string, manifest: BundleManifest): Promise<void> {
  const listed = new Set<string>([manifestFileName, signatureFileName, ...manifest.files.map(({ path }) => path)]);
  for (const found of await listDirectory(partial)) {
    if (!listed.has(found)) await rm(localPath(partial, found), { force: true, recursive: true });
  }
}

async function refuseForeignOutput(outputDirectory: string): Promise<void> {
  const entries = await readdir(outputDirectory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new FerrymanError('BUNDLE_E0012', { path: outputDirectory }, { cause: error });
  });
  if (entries.length > 0 && !entries.includes(manifestFileName)) {
    throw new FerrymanError('BUNDLE_E0012', { path: outputDirectory });
  }
}

async function putInPlace(partial: string, outputDirectory: string): Promise<void> {
  const replaced = `${partial}.replaced`;
  await rm(replaced, { recursive: true, force: true });
  const isThere = await stat(outputDirectory).then(
    () => true,
    () => false,
  );
  if (isThere) await rename(outputDirectory, replaced);
  else await mkdir(join(outputDirectory, '..'), { recursive: true });
  await rename(partial, outputDirectory);
  await rm(replaced, { recursive: true, force: true });
}

/** A medium that fails while it is read is another story than a full disk; what is no system error is a bug and stays one. */
function asFerrymanError(error: unknown, outputDirectory: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const detail = systemReason(error);
  if (error.syscall === 'read') {
    const file = 'path' in error ? String(error.path) : '?';
    return new FerrymanError('BUNDLE_E0014', { file, detail }, { cause: error });
  }
  return new FerrymanError('BUNDLE_E0013', { path: outputDirectory, detail }, { cause: error });
}
