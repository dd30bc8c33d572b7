import type { ArtifactSource } from '../ports/artifact-source.ts';
import { DirectorySource } from './directory-source.ts';
import { type BundleTrust, readTrustedManifest, type TrustedManifest } from './trust.ts';

export interface OpenedBundle extends TrustedManifest {
  readonly source: ArtifactSource;
}

/**
 * Signature and manifest only, in milliseconds: every blob is checked again where it arrives.
 * BUNDLE_E0001, E0002, E0003, E0008, E0009, E0014 as `readTrustedManifest`.
 */
export async function openBundle(directory: string, trust: BundleTrust): Promise<OpenedBundle> {
  const trusted = await readTrustedManifest(directory, trust);
  return { ...trusted, source: new DirectorySource(directory, trusted.manifest, trusted.manifestHash) };
}
