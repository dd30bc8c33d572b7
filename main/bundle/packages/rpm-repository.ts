import type { Evidence } from '../../model/bundle/lock.ts';
import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Offer } from '../../model/packages/candidates.ts';
import { rpmPackage } from '../../model/packages/rpm-package.ts';
import { fetchFirst } from '../fetch-whole.ts';
import { specPath } from '../paths.ts';
import { systemReason } from '../printable.ts';
import type { RpmRepositorySpec } from '../spec-packages.ts';
import type { RepositoryVisit } from './apt-repository.ts';
import { addressBelow, isInnerPath, type OfferedPackage } from './offered-package.ts';
import { readKeyring, verifyDetached } from './open-pgp.ts';
import { type ListedRpm, primaryOf, readPrimary } from './primary-xml.ts';
import { checkListed, unpackIndex } from './unpack-index.ts';

const repomdCapBytes = 4 * 1024 * 1024;
const packedCapBytes = 256 * 1024 * 1024;
const repomdPath = 'repodata/repomd.xml';

/**
 * Everything an rpm-md repository offers for an architecture (rpm's name). With a keyring its repomd.xml must be signed; without
 * one it is first seen now, over TLS. Packages of modules are left out. Refusals as `readAptRepository`.
 */
export async function readRpmRepository(
  repository: RpmRepositorySpec,
  architecture: string,
  visit: RepositoryVisit,
): Promise<Offer<OfferedPackage>[]> {
  const { network, signal } = visit;
  const bases = [repository.url, ...repository.sources];
  const { url, bytes } = await fetchFirst(
    network,
    bases.map((base) => addressBelow(base, repomdPath)),
    repomdCapBytes,
    signal,
  );
  const key = await signerOf(repository, url, bytes, visit);
  const believed = async <Value>(work: () => Value | Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FerrymanError || signal?.aborted) throw error;
      throw distrusted(repository, systemReason(error));
    }
  };
  const { path, sha256, sizeBytes } = await believed(() => {
    const primary = primaryOf(bytes.toString('utf8'));
    if (!isInnerPath(primary.path)) throw new Error('its primary.xml lies outside of it');
    return primary;
  });
  const packed = await fetchFirst(
    network,
    bases.map((base) => addressBelow(base, path)),
    sizeBytes ?? packedCapBytes,
    signal,
  );
  const evidence: Evidence =
    key === undefined
      ? { type: 'first-seen', at: visit.at, by: visit.by, source: url }
      : {
          type: 'signed-repository',
          url,
          release: `sha256:${sha256Hex(bytes)}`,
          key,
          index: { path, digest: `sha256:${sha256}` },
        };
  return await believed(async () => {
    checkListed(packed.bytes, { sha256, sizeBytes: sizeBytes ?? packed.bytes.length }, path);
    if (!/\.(xml|gz|zst|xz)$/.test(path)) throw new Error(`${path} is packed in a way that is not known here`);
    const xml = (await unpackIndex(path, packed.bytes)).toString('utf8');
    const offers: Offer<OfferedPackage>[] = [];
    for (const listed of readPrimary(xml)) {
      const isFitting = listed.architecture === architecture || listed.architecture === 'noarch';
      if (isFitting && !/\.module[+_]/.test(listed.version)) {
        offers.push({ offered: offeredRpm(listed, bases, evidence), priority: 500 });
      }
    }
    return offers;
  });
}

async function signerOf(
  repository: RpmRepositorySpec,
  url: string,
  bytes: Buffer,
  { specFile, network, at, signal }: RepositoryVisit,
): Promise<string | undefined> {
  if (repository.keyring === undefined) return undefined;
  const keyring = await readKeyring(specPath(specFile, repository.keyring)).catch((error: unknown) => {
    throw new Error(`keyring ${repository.keyring}: ${systemReason(error)}`);
  });
  try {
    const { bytes: signature } = await fetchFirst(network, [`${url}.asc`], repomdCapBytes, signal);
    return (await verifyDetached(keyring, bytes, signature, new Date(at))).fingerprint;
  } catch (error) {
    if (signal?.aborted) throw error;
    if (isFerrymanError(error, 'SOURCE_E0002'))
      throw distrusted(repository, 'it has no repomd.xml.asc: it is not signed');
    if (error instanceof FerrymanError) throw error;
    throw distrusted(repository, systemReason(error));
  }
}

function distrusted({ url }: RpmRepositorySpec, detail: string): FerrymanError {
  return new FerrymanError('PACKAGE_E0001', { repository: url, detail });
}

function offeredRpm(listed: ListedRpm, bases: readonly string[], evidence: Evidence): OfferedPackage {
  const { href, checksum, sizeBytes } = listed;
  return {
    ...rpmPackage(listed),
    download() {
      if (!isInnerPath(href)) throw new Error(`${listed.name}: its location is no path of the repository`);
      if (checksum.type !== 'sha256' || !/^[0-9a-f]{64}$/.test(checksum.hex)) {
        throw new Error(`${listed.name}: the repository has no SHA-256 of it`);
      }
      return {
        fileName: href.slice(href.lastIndexOf('/') + 1),
        sha256: checksum.hex,
        sizeBytes,
        sources: bases.map((base) => ({ type: 'url', url: addressBelow(base, href) })),
        evidence: [evidence],
      };
    },
  };
}
