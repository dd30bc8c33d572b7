import { createHash } from 'node:crypto';
import type { BundleBlob, BundleManifest } from '../../model/bundle/manifest.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import type { RegistryProjects } from '../../ports/registry-projects.ts';
import type { RegistryPush, RegistryWriter } from '../../ports/registry-writer.ts';
import { inParallel } from '../in-parallel.ts';
import { ociIndexType } from '../oci.ts';
import { type OnProgress, ProgressMeter } from '../progress.ts';
import { mustHaveRoom, type OpenedProjects, openProjects } from './projects.ts';
import { type PushedImage, type PushTarget, planPush, wantedDigests } from './push-plan.ts';

const questionsAtOnce = 8;
const uploadsAtOnce = 4;

export interface PushOptions {
  readonly manifest: BundleManifest;
  readonly source: ArtifactSource;
  readonly target: PushTarget;
  readonly registry: RegistryWriter;
  /** Left out for a registry known to have none. */
  readonly projects?: RegistryProjects;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly elapsedMs?: () => number;
}

/**
 * Brings a bundle's images into a registry: one question an image; then each blob that is missing is sent once, and taken
 * over from there by every other repository that needs it; manifests last, so that no reference names what is not there.
 * Projects the registry lacks are created, and a quota that is too small is said before a byte is sent.
 * A second push sends nothing. PUSH_E0001–5, E0007 · BUNDLE_E0005, E0014 the bundle's own medium · the signal's reason.
 */
export async function pushBundle(options: PushOptions): Promise<RegistryPush> {
  const { manifest, source, target, registry, signal } = options;
  const images = planPush(manifest, target);
  const projects: OpenedProjects =
    options.projects === undefined
      ? { created: [], freeBytes: new Map() }
      : await openProjects(images, options.projects, signal);
  const { changed, unchanged } = await lookForImages(images, registry, signal);
  const wanted = await missingBlobs(changed, registry, signal);
  mustHaveRoom(projects, wanted.values());
  const meter = new ProgressMeter(
    [...wanted.values()].reduce((sum, { blob }) => sum + blob.sizeBytes, 0),
    options.onProgress,
    options.elapsedMs,
  );
  const figures = { sentBytes: 0, sentBlobs: 0, mountedBlobs: 0 };
  // the largest first, so that none of them is left alone at the end
  const queue = [...wanted.values()].sort((a, b) => b.blob.sizeBytes - a.blob.sizeBytes);
  await inParallel(queue, uploadsAtOnce, async ({ blob, repositories, held }) => {
    const { digest, sizeBytes } = blob;
    let from = held;
    for (const repository of repositories) {
      if (from !== undefined && (await registry.mount(repository, digest, from, signal))) figures.mountedBlobs += 1;
      else {
        const read = (offset: number) => source.read(digest, offset);
        await registry.upload(repository, { digest, sizeBytes, read }, (bytes) => (figures.sentBytes += bytes), signal);
        figures.sentBlobs += 1;
      }
      from ??= repository.repository;
    }
    meter.add(sizeBytes, digest.slice('sha256:'.length, 19));
  });
  const reduced: string[] = [];
  await inParallel(changed, uploadsAtOnce, async (image) => {
    if (!(await putManifests(image, source, registry, signal))) reduced.push(image.name);
  });
  return {
    unchanged,
    pushed: changed.map(({ name }) => name).sort(),
    reduced: reduced.sort(),
    createdProjects: projects.created,
    ...figures,
  };
}

/** Which images the registry has as the bundle has them, by name; the rest is to be pushed. One question each. */
export async function lookForImages(
  images: readonly PushedImage[],
  registry: RegistryWriter,
  signal: AbortSignal | undefined,
): Promise<{ readonly changed: readonly PushedImage[]; readonly unchanged: readonly string[] }> {
  const unchanged = new Set<PushedImage>();
  await inParallel(images, questionsAtOnce, async (image) => {
    const found = await registry.manifestDigest(image.target, image.reference, signal);
    if (found !== undefined && wantedDigests(image).includes(found)) unchanged.add(image);
  });
  return {
    changed: images.filter((image) => !unchanged.has(image)),
    unchanged: images.filter((image) => unchanged.has(image)).map(({ name }) => name),
  };
}

interface MissingBlob {
  readonly blob: BundleBlob;
  /** Where it is needed and is not; it is sent to the first and taken over by the others. */
  readonly repositories: PushedImage['target'][];
  /** A repository of the registry that has it already. */
  held: string | undefined;
}

async function missingBlobs(
  images: readonly PushedImage[],
  registry: RegistryWriter,
  signal: AbortSignal | undefined,
): Promise<Map<string, MissingBlob>> {
  const questions = new Map<string, { blob: BundleBlob; target: PushedImage['target'] }>();
  for (const { target, blobs } of images) {
    for (const blob of blobs) questions.set(`${target.repository} ${blob.digest}`, { blob, target });
  }
  const missing = new Map<string, MissingBlob>();
  const held = new Map<string, string>();
  await inParallel([...questions.values()], questionsAtOnce, async ({ blob, target }) => {
    if (await registry.hasBlob(target, blob.digest, signal)) {
      held.set(blob.digest, target.repository);
      return;
    }
    const known = missing.get(blob.digest);
    if (known === undefined) missing.set(blob.digest, { blob, repositories: [target], held: undefined });
    else known.repositories.push(target);
  });
  for (const [digest, where] of held) {
    const known = missing.get(digest);
    if (known !== undefined) known.held = where;
  }
  return missing;
}

/** False when the index could not be kept whole. */
async function putManifests(
  image: PushedImage,
  source: ArtifactSource,
  registry: RegistryWriter,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { target, reference, index, manifests } = image;
  const put = async (as: string, blob: BundleBlob) =>
    registry.putManifest(target, as, { mediaType: blob.mediaType, bytes: await bytesOf(source, blob) }, signal);
  const [only] = manifests;
  if (index === undefined && only !== undefined) return await put(reference, only);
  for (const manifest of manifests) await put(manifest.digest, manifest);
  if (index !== undefined && (await put(reference, index))) return true;
  if (manifests.length === 1 && only !== undefined) await put(reference, only);
  else await registry.putManifest(target, reference, await ownIndex(source, index, manifests), signal);
  return false;
}

/** The upstream index less the platforms this bundle does not carry. */
async function ownIndex(source: ArtifactSource, index: BundleBlob | undefined, manifests: readonly BundleBlob[]) {
  const digests = new Set(manifests.map(({ digest }) => digest));
  const upstream =
    index === undefined
      ? undefined
      : (JSON.parse((await bytesOf(source, index)).toString('utf8')) as { manifests: { digest: string }[] });
  const kept = upstream?.manifests.filter(({ digest }) => digests.has(digest)) ?? [];
  return {
    mediaType: ociIndexType,
    bytes: Buffer.from(canonicalJson({ schemaVersion: 2, mediaType: ociIndexType, manifests: kept })),
  };
}

/** A small document of the bundle, checked as it is read: the registry would take whatever it gets. */
async function bytesOf(source: ArtifactSource, { digest }: BundleBlob): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source.read(digest)) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (actual !== digest) throw new FerrymanError('BUNDLE_E0004', { file: digest, expected: digest, actual });
  return bytes;
}
