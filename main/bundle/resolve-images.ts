import { type ImageReference, parseImageReference, repositoryName } from '../model/bundle/image-reference.ts';
import type { BlobSource, Evidence } from '../model/bundle/lock.ts';
import type { ImageItem } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ImageRegistry, Repository } from '../ports/image-registry.ts';
import { type Descriptor, isIndex, isManifest } from './oci.ts';
import { printable } from './printable.ts';
import { readImage } from './read-images.ts';
import { registryLayout } from './registry-layout.ts';
import { isSourceFailure } from './source-failure.ts';

/** Something a person should know of a resolve that went well. */
export type ResolveNote =
  /** Another source has something else under the same tag; only the locked digest is ever taken from it. */
  | { readonly type: 'disagrees'; readonly reference: string; readonly digest: string; readonly locked: string }
  /** A source could not be asked; the lock names it nevertheless. */
  | { readonly type: 'silent'; readonly reference: string; readonly reason: FerrymanError }
  /** Upstream has no image for this platform of the bundle. */
  | { readonly type: 'no-platform'; readonly reference: string; readonly platform: string };

export interface ResolvedReference {
  readonly items: readonly ImageItem[];
  /** Of what the reference names: an index, or a manifest. */
  readonly digest: string;
  /** All its sources, the one that answered first. */
  readonly repositories: readonly Repository[];
  readonly evidence: readonly Evidence[];
  readonly sourcesOf: (digest: string) => readonly BlobSource[];
  readonly notes: readonly ResolveNote[];
}

interface Asked {
  readonly registry: ImageRegistry;
  readonly platforms: readonly string[];
  readonly at: string;
  readonly by: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a reference is now: asked of its own registry, else of the next source. Only manifests and configs are read.
 * BUNDLE_E0019 when no source answers; an Error where the image is not what it says.
 */
export async function resolveReference(
  spec: { readonly reference: string; readonly sources: readonly string[] },
  asked: Asked,
): Promise<ResolvedReference> {
  const { registry, platforms, at, by, signal } = asked;
  const references = [...new Set([spec.reference, ...spec.sources])];
  const pinned = parsed(spec.reference).digest;
  const failures: { readonly reference: string; readonly reason: FerrymanError }[] = [];
  for (const reference of references) {
    const repository = parsed(reference);
    try {
      const found = await registry.manifest(repository, pinned ?? askedFor(repository), signal);
      const descriptor = describe(found, reference);
      const items = await readImage(
        registryLayout(registry, repository, signal),
        spec.reference,
        descriptor,
        platforms,
      );
      const others = references.filter((each) => each !== reference && !failures.some((one) => one.reference === each));
      const notes = await compareSources(others, found.digest, asked);
      const absent = platforms.filter((platform) => !items.some((item) => item.platform === platform));
      const evidence: Evidence =
        pinned === undefined ? { type: 'first-seen', at, by, source: reference } : { type: 'pinned', digest: pinned };
      const repositories = [...new Set([reference, ...references].map((each) => repositoryName(parsed(each))))];
      const manifests = new Set(items.flatMap(({ digest, index }) => [digest, index?.digest ?? digest]));
      return {
        items,
        digest: found.digest,
        repositories: [reference, ...references.filter((each) => each !== reference)].map(parsed),
        evidence: [evidence],
        sourcesOf: (digest) =>
          repositories.map((name) => ({
            type: 'registry',
            repository: name,
            as: manifests.has(digest) ? 'manifest' : 'blob',
          })),
        notes: [
          ...failures.map(({ reference: silent, reason }) => ({ type: 'silent', reference: silent, reason }) as const),
          ...notes,
          ...absent.map((platform) => ({ type: 'no-platform', reference: spec.reference, platform }) as const),
        ],
      };
    } catch (error) {
      if (!isSourceFailure(error)) throw error;
      failures.push({ reference, reason: error });
    }
  }
  const [only, ...more] = failures;
  if (only !== undefined && more.length === 0) throw only.reason;
  const reasons = failures.map(({ reason }) => reason.message).join('; ');
  throw new FerrymanError('BUNDLE_E0019', { what: spec.reference, failures: reasons });
}

async function compareSources(others: readonly string[], locked: string, asked: Asked): Promise<ResolveNote[]> {
  const notes: ResolveNote[] = [];
  for (const reference of others) {
    const repository = parsed(reference);
    try {
      const { digest } = await asked.registry.manifest(repository, askedFor(repository), asked.signal);
      if (digest !== locked) notes.push({ type: 'disagrees', reference, digest, locked });
    } catch (error) {
      if (!isSourceFailure(error)) throw error;
      notes.push({ type: 'silent', reference, reason: error });
    }
  }
  return notes;
}

function describe(
  { mediaType, digest, bytes }: { readonly mediaType: string; readonly digest: string; readonly bytes: Uint8Array },
  reference: string,
): Descriptor {
  const descriptor = { mediaType, digest, size: bytes.length };
  if (isManifest(descriptor)) return descriptor;
  if (isIndex(descriptor)) return descriptor;
  throw new Error(`image ${reference} is of a kind we do not know: ${printable(mediaType)}`);
}

/** A full reference has one of the two. */
function askedFor({ tag, digest }: ImageReference): string {
  return digest ?? tag ?? '';
}

/** The spec's schema lets nothing else through. */
function parsed(reference: string): ImageReference {
  const found = parseImageReference(reference);
  if (found === undefined) throw new TypeError(`${reference} is no full reference`);
  return found;
}
