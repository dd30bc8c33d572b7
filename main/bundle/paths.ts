import nodePath from 'node:path';
import { hexOf } from '../model/bundle/digest.ts';

/** The part of node:path used here, so that tests can ask for Windows' rules anywhere. */
export type PathRules = Pick<typeof nodePath, 'join' | 'resolve' | 'dirname' | 'basename'>;

export const manifestFileName = 'manifest.json';
export const signatureFileName = 'manifest.sig';

/** A blob's path in the manifest, always with forward slashes. */
export function blobPath(digest: string): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

/** A path of the manifest as a path of this machine. The manifest's schema allows no `..` and nothing absolute. */
export function localPath(directory: string, path: string, rules: PathRules = nodePath): string {
  return rules.join(directory, ...path.split('/'));
}

/** A path written in a spec: relative to the spec's folder unless absolute. */
export function specPath(specFile: string, path: string, rules: PathRules = nodePath): string {
  return rules.resolve(rules.dirname(rules.resolve(specFile)), path);
}

/** Beside the result, so that the last rename stays on one file system; the same each time, so that a cut build resumes. */
export function partialDirectory(outputDirectory: string, rules: PathRules = nodePath): string {
  const output = rules.resolve(outputDirectory);
  return rules.join(rules.dirname(output), `.${rules.basename(output)}.partial`);
}
