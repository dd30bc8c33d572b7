import { type ArtifactRef, artifactLabel } from '../plan/artifact-ref.ts';
import { artifactKey } from './find-item.ts';
import type { BundleManifest } from './manifest.ts';

/** An artifact and one who needs it: a step id, a component, a person's choice. */
export interface ArtifactNeed {
  readonly ref: ArtifactRef;
  readonly neededBy: string;
}

export interface MissingArtifact {
  readonly ref: ArtifactRef;
  /** One line for people. */
  readonly label: string;
  readonly neededBy: readonly string[];
}

/** What is needed and not in the bundle, each once with everyone who needs it, in the order of the needs. */
export function missingFrom(manifest: BundleManifest, needs: Iterable<ArtifactNeed>): MissingArtifact[] {
  const held = new Set(manifest.items.map(artifactKey));
  const missing = new Map<string, { ref: ArtifactRef; label: string; neededBy: string[] }>();
  for (const { ref, neededBy } of needs) {
    if (held.has(artifactKey(ref)) || held.has(artifactKey({ ...ref, platform: 'any' }))) continue;
    const key = artifactKey(ref);
    const entry = missing.get(key) ?? { ref, label: artifactLabel(ref), neededBy: [] };
    if (!entry.neededBy.includes(neededBy)) entry.neededBy.push(neededBy);
    missing.set(key, entry);
  }
  return [...missing.values()];
}
