import { stat } from 'node:fs/promises';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { ArtifactSource } from '../ports/artifact-source.ts';
import { DirectorySource } from './directory-source.ts';
import { blobPath, localPath } from './paths.ts';
import { type BundleTrust, readTrustedManifest, type TrustedManifest } from './trust.ts';

export interface OpenedBundle extends TrustedManifest {
  readonly source: ArtifactSource;
}

/**
 * Signature and manifest only, in milliseconds: every blob is checked again where it arrives.
 * BUNDLE_E0001, E0002, E0003, E0008, E0009, E0014 as `readTrustedManifest`; INTAKE_E0005 for a delta that was not taken in.
 */
export async function openBundle(directory: string, trust: BundleTrust): Promise<OpenedBundle> {
  const trusted = await readTrustedManifest(directory, trust);
  for (const { digest, sizeBytes } of trusted.manifest.base?.held ?? []) {
    const size = await stat(localPath(directory, blobPath(digest))).then(
      (found) => found.size,
      () => undefined,
    );
    if (size !== sizeBytes) throw new FerrymanError('INTAKE_E0005', { path: directory });
  }
  return { ...trusted, source: new DirectorySource(directory, trusted.manifest, trusted.manifestHash) };
}
