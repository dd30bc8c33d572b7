import { FerrymanError } from '../errors/ferryman-error.ts';
import { type ArtifactRef, artifactLabel } from '../plan/artifact-ref.ts';
import { isAnswer } from './find-item.ts';
import type { BundleItem } from './manifest.ts';

/** An artifact something can touch, and who asks for it. */
export interface ArtifactNeed {
  readonly ref: ArtifactRef;
  /** Step kinds, such as runtime/containerd. */
  readonly neededBy: readonly string[];
}

/** A need as a person reads it, in manifests and messages. */
export interface MissingArtifact {
  readonly artifact: string;
  readonly neededBy: readonly string[];
}

/** The needs no item answers, in the order of the needs. */
export function missingFrom(items: readonly BundleItem[], needs: readonly ArtifactNeed[]): MissingArtifact[] {
  return needs
    .filter(({ ref }) => !items.some((item) => isAnswer(item, ref)))
    .map(({ ref, neededBy }) => ({ artifact: artifactLabel(ref), neededBy }));
}

/** BUNDLE_E0007 with every missing artifact and who needs it. */
export function incompleteBundle(missing: readonly MissingArtifact[]): FerrymanError {
  const lines = missing.map(({ artifact, neededBy }) => `${artifact} needed by ${neededBy.join(', ')}`);
  return new FerrymanError('BUNDLE_E0007', { count: lines.length, missing: lines.join('; ') });
}
