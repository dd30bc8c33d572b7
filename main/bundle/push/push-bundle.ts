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
import { createProjects, shortages } from './projects.ts';
import type { PushedImage, PushTarget } from './push-plan.ts';
import { type PushSurvey, surveyPush } from './survey-push.ts';

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
 * A quota that is too small is said before anything is changed or sent; then the projects the registry lacks are created.
 * A second push sends nothing. PUSH_E0001–5, E0007 · BUNDLE_E0005, E0014 the bundle's own medium · the signal's reason.
 */
export async function pushBundle(options: PushOptions): Promise<RegistryPush> {
  const { source, registry, signal } = options;
  const survey = await surveyPush(options);
  const { changed, unchanged, missing } = survey;
  const [shortage] = survey.shortages;
  if (shortage !== undefined) throw shortage;
  const createdProjects = await openProjects(options, survey);
  const meter = new ProgressMeter(survey.sendBytes, options.onProgress, options.elapsedMs);
  const figures = { sentBytes: 0, sentBlobs: 0, mountedBlobs: 0 };
  // the largest first, so that none of them is left alone at the end
  const queue = [...missing].sort((a, b) => b.blob.sizeBytes - a.blob.sizeBytes);
  await inParallel(queue, uploadsAtOnce, async ({ blob, repositories, held }) => {
    const { digest, sizeBytes } = blob;
    const reached = held === undefined ? meter.blob(digest.slice('sha256:'.length, 19)) : () => undefined;
    let from = held;
    for (const repository of repositories) {
      if (from !== undefined && (await registry.mount(repository, digest, from, signal))) figures.mountedBlobs += 1;
      else {
        const read = (offset: number) => source.read(digest, offset);
        let sentBytes = 0;
        const onSent = (bytes: number) => {
          figures.sentBytes += bytes;
          sentBytes += bytes;
          // what a cut has cost is sent twice and counted once
          reached(Math.min(sentBytes, sizeBytes));
        };
        await registry.upload(repository, { digest, sizeBytes, read }, onSent, signal);
        figures.sentBlobs += 1;
      }
      from ??= repository.repository;
    }
    reached(sizeBytes);
  });
  const reduced: string[] = [];
  await inParallel(changed, uploadsAtOnce, async (image) => {
    if (!(await putManifests(image, source, registry, signal))) reduced.push(image.name);
  });
  return {
    unchanged,
    pushed: changed.map(({ name }) => name).sort(),
    reduced: reduced.sort(),
    createdProjects,
    ...figures,
  };
}

/** Creates what is lacking and answers its names. PUSH_E0002 where a fresh project's own quota is too small. */
async function openProjects(
  { projects, target: { registry }, signal }: PushOptions,
  survey: PushSurvey,
): Promise<string[]> {
  const fresh = survey.projects.filter(({ isNew }) => isNew);
  const names = fresh.map(({ name }) => name);
  if (projects === undefined) return names;
  const freeBytes = await createProjects(registry, names, projects, signal);
  const needed = new Map(fresh.map(({ name, neededBytes }) => [name, neededBytes]));
  const [shortage] = shortages(registry, needed, freeBytes);
  if (shortage !== undefined) throw shortage;
  return names;
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
