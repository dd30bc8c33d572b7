import type { PackageItem } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { Candidates, type Offer } from '../../model/packages/candidates.ts';
import { debianRules } from '../../model/packages/debian-package.ts';
import { InstalledPackages } from '../../model/packages/installed-packages.ts';
import type { OsPackage, PackageRules } from '../../model/packages/os-package.ts';
import { packageClosure, type Target } from '../../model/packages/package-closure.ts';
import { rpmPackage, rpmRules } from '../../model/packages/rpm-package.ts';
import { parseRpmQuery } from '../../model/packages/rpm-query.ts';
import { specPath } from '../paths.ts';
import { isMissingFile, printable, systemReason } from '../printable.ts';
import { readCapped } from '../read-capped.ts';
import type { PackageNames, RpmNames } from '../spec-packages.ts';
import { type RepositoryVisit, readAptRepository } from './apt-repository.ts';
import { debianArchitecture, rpmArchitecture } from './architectures.ts';
import { parseDpkgStatus } from './dpkg-status.ts';
import type { OfferedPackage, PackageDownload } from './offered-package.ts';
import { readRpmRepository } from './rpm-repository.ts';

const statusCapBytes = 128 * 1024 * 1024;

export interface ResolvedPackage extends Pick<PackageDownload, 'evidence' | 'sources'> {
  readonly item: PackageItem;
}

/**
 * Packages by name, with everything the targets lack for them, out of repositories whose signatures hold.
 * PACKAGE_E0001 and E0003 a repository · PACKAGE_E0002 no closure · PACKAGE_E0004 a target's status · SOURCE_….
 */
export async function resolveNames(spec: PackageNames | RpmNames, visit: RepositoryVisit): Promise<ResolvedPackage[]> {
  const { distribution, platform } = spec;
  const family = 'rpms' in spec ? rpmFamily(spec, visit) : debianFamily(spec, visit);
  const targets = await readTargets(spec, visit.specFile, family);
  const offers = await family.offers();
  try {
    const candidates = new Candidates<OfferedPackage>(offers, family.rules);
    return packageClosure(candidates, targets, family.names).map((found) => {
      const { fileName, sha256, sizeBytes, sources, evidence } = found.download();
      const { name, version } = found;
      const digest = `sha256:${sha256}`;
      return {
        item: { type: 'package', name, version, distribution, platform, fileName, digest, sizeBytes },
        sources,
        evidence,
      };
    });
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw new FerrymanError('PACKAGE_E0002', { distribution, platform, detail: printable(error.message) });
  }
}

/** How a kind of package is read and compared. */
interface Family {
  readonly rules: PackageRules;
  readonly names: readonly string[];
  readonly parse: (text: string) => readonly OsPackage[];
  readonly offers: () => Promise<Offer<OfferedPackage>[]>;
}

function debianFamily({ names, platform, repositories }: PackageNames, visit: RepositoryVisit): Family {
  const architecture = debianArchitecture(platform);
  return {
    rules: debianRules,
    names,
    parse: (text) => parseDpkgStatus(text, architecture),
    offers: () => inTurn(repositories, (each) => readAptRepository(each, architecture, visit)),
  };
}

function rpmFamily({ rpms, platform, repositories }: RpmNames, visit: RepositoryVisit): Family {
  const architecture = rpmArchitecture(platform);
  return {
    rules: rpmRules,
    names: rpms,
    parse: (text) => parseRpmQuery(text, architecture).map(rpmPackage),
    offers: () => inTurn(repositories, (each) => readRpmRepository(each, architecture, visit)),
  };
}

/** One after another, so that the first fault is always the same one. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[][] = [];
  for (const item of items) results.push(await work(item));
  return results.flat();
}

async function readTargets(
  { installed }: Pick<PackageNames, 'installed'>,
  specFile: string,
  { parse, rules }: Family,
): Promise<Target[]> {
  if (installed === 'none') return [{ label: 'none', installed: new InstalledPackages([], rules) }];
  const targets: Target[] = [];
  for (const path of installed) {
    try {
      const bytes = await readCapped(specPath(specFile, path), statusCapBytes);
      if (bytes === undefined) throw new Error(`no file of at most ${statusCapBytes} bytes`);
      targets.push({ label: path, installed: new InstalledPackages(parse(bytes.toString('utf8')), rules) });
    } catch (error) {
      const detail = isMissingFile(error) ? 'no such file' : systemReason(error);
      throw new FerrymanError('PACKAGE_E0004', { path, detail });
    }
  }
  return targets;
}
