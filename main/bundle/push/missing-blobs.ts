import type { BundleBlob } from '../../model/bundle/manifest.ts';
import type { RegistryWriter } from '../../ports/registry-writer.ts';
import { inParallel } from '../in-parallel.ts';
import { type PushedImage, wantedDigests } from './push-plan.ts';

const questionsAtOnce = 8;

export interface MissingBlob {
  readonly blob: BundleBlob;
  /** Where it is needed and is not; it is sent to the first and taken over by the others. */
  readonly repositories: PushedImage['target'][];
  /** A repository of the registry that has it already. */
  held: string | undefined;
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

/** Configs and layers these images need and the registry lacks, each once. `isNew`: a repository that cannot hold anything yet. */
export async function missingBlobs(
  images: readonly PushedImage[],
  registry: RegistryWriter,
  isNew: (image: PushedImage) => boolean,
  signal: AbortSignal | undefined,
): Promise<MissingBlob[]> {
  const questions = new Map<string, { blob: BundleBlob; image: PushedImage }>();
  for (const image of images) {
    for (const blob of image.blobs) questions.set(`${image.target.repository} ${blob.digest}`, { blob, image });
  }
  const missing = new Map<string, MissingBlob>();
  const held = new Map<string, string>();
  await inParallel([...questions.values()], questionsAtOnce, async ({ blob, image }) => {
    const { target } = image;
    if (!isNew(image) && (await registry.hasBlob(target, blob.digest, signal))) {
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
  return [...missing.values()];
}
