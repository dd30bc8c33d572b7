import type { PackageItem } from '../../model/bundle/manifest.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { Candidates } from '../../model/packages/candidates.ts';
import { debianRules } from '../../model/packages/debian-package.ts';
import { InstalledPackages } from '../../model/packages/installed-packages.ts';
import { packageClosure, type Target } from '../../model/packages/package-closure.ts';
import { specPath } from '../paths.ts';
import { isMissingFile, printable, systemReason } from '../printable.ts';
import { readCapped } from '../read-capped.ts';
import type { PackageNames } from '../spec-packages.ts';
import { type RepositoryVisit, readAptRepository } from './apt-repository.ts';
import { parseDpkgStatus } from './dpkg-status.ts';
import type { OfferedPackage, PackageDownload } from './offered-package.ts';

const statusCapBytes = 128 * 1024 * 1024;

export interface ResolvedPackage extends Pick<PackageDownload, 'evidence' | 'sources'> {
  readonly item: PackageItem;
}

/**
 * Packages by name, with everything the targets lack for them, out of repositories whose signatures hold.
 * PACKAGE_E0001 and E0003 a repository · PACKAGE_E0002 no closure · PACKAGE_E0004 a target's status · SOURCE_….
 */
export async function resolveNames(spec: PackageNames, visit: RepositoryVisit): Promise<ResolvedPackage[]> {
  const { distribution, platform } = spec;
  const architecture = debianArchitecture(platform);
  const targets = await readTargets(spec, visit.specFile, (text) => parseDpkgStatus(text, architecture));
  const offers = [];
  for (const repository of spec.repositories)
    offers.push(...(await readAptRepository(repository, architecture, visit)));
  try {
    const candidates = new Candidates<OfferedPackage>(offers, debianRules);
    return packageClosure(candidates, targets, spec.names).map((found) => {
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

/** As dpkg calls it. */
function debianArchitecture(platform: string): string {
  return platform === 'linux/arm/v7' ? 'armhf' : (platform.split('/')[1] ?? '');
}

async function readTargets(
  { installed }: PackageNames,
  specFile: string,
  parse: (text: string) => ConstructorParameters<typeof InstalledPackages>[0],
): Promise<Target[]> {
  if (installed === 'none') return [{ label: 'none', installed: new InstalledPackages([], debianRules) }];
  const targets: Target[] = [];
  for (const path of installed) {
    try {
      const bytes = await readCapped(specPath(specFile, path), statusCapBytes);
      if (bytes === undefined) throw new Error(`no file of at most ${statusCapBytes} bytes`);
      targets.push({ label: path, installed: new InstalledPackages(parse(bytes.toString('utf8')), debianRules) });
    } catch (error) {
      const detail = isMissingFile(error) ? 'no such file' : systemReason(error);
      throw new FerrymanError('PACKAGE_E0004', { path, detail });
    }
  }
  return targets;
}
