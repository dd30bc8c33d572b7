import { z } from 'zod';
import { Platform } from '../model/bundle/digest.ts';
import { isDebianName } from '../model/packages/debian-relation.ts';
import { isPrivate, oneKindOf, Path, Url, Word } from './spec-fields.ts';

/** Package files that lie in a folder, with all they need. */
const PackageFolder = z.strictObject({ distribution: Word, platform: Platform, path: Path });
export type PackageFolder = z.infer<typeof PackageFolder>;

/** Names of the metadata below a repository: no way out of it. */
const Inner = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/, 'expected letters, digits and . _ / -')
  .refine((path) => !/(^|\/)\.{1,2}(\/|$)/.test(path), 'no .. belongs into it');

const AptRepositorySpec = z
  .strictObject({
    url: Url,
    /** The same repository elsewhere, tried in this order. */
    sources: z.array(Url).default([]),
    /** Such as bookworm; with a slash at its end, a folder that has no components. */
    suite: z.union([z.enum(['/', './']), Inner]),
    components: z.array(Inner).default([]),
    /** The repository's public keys, binary or armored. */
    keyring: Path,
  })
  .refine(({ suite, components }) => suite.endsWith('/') === (components.length === 0), {
    error: 'expected components, such as main, for a suite without a slash at its end, and none for one with it',
  });
export type AptRepositorySpec = z.infer<typeof AptRepositorySpec>;

/** Copies of what the targets say they have installed; `none` carries everything, as for a target with nothing on it. */
const Installed = z.union([z.literal('none'), z.array(Path).min(1)], {
  error: "expected the targets' package status (files), or none: what they have decides what is carried",
});

const PackageNames = z.strictObject({
  distribution: Word,
  platform: Platform,
  names: z.array(z.string().refine(isDebianName, 'expected the name of a package')).min(1),
  repositories: z.array(AptRepositorySpec).min(1),
  installed: Installed,
});
export type PackageNames = z.infer<typeof PackageNames>;

const RpmRepositorySpec = z
  .strictObject({
    /** The folder that holds repodata. */
    url: Url,
    sources: z.array(Url).default([]),
    /** Whoever signs its repomd.xml; many distributions sign only the packages. */
    keyring: Path.optional(),
  })
  .refine(({ url, sources, keyring }) => keyring !== undefined || [url, ...sources].every(isPrivate), {
    error: 'expected a keyring, or https addresses: metadata without signature and without TLS proves nothing',
  });
export type RpmRepositorySpec = z.infer<typeof RpmRepositorySpec>;

const RpmNames = z.strictObject({
  distribution: Word,
  platform: Platform,
  /** As `names`, of rpm packages. */
  rpms: z.array(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._+-]*$/, 'expected the name of a package')).min(1),
  repositories: z.array(RpmRepositorySpec).min(1),
  /** What the documented rpm query answers. */
  installed: Installed,
});
export type RpmNames = z.infer<typeof RpmNames>;

export const PackagesSpec = oneKindOf(
  { path: PackageFolder, names: PackageNames, rpms: RpmNames },
  'expected one of path (a folder of package files), names (of Debian packages in repositories), rpms (of rpm packages in repositories)',
);
