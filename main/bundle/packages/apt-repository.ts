import type { Evidence } from '../../model/bundle/lock.ts';
import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Offer } from '../../model/packages/candidates.ts';
import { readStanzas } from '../../model/packages/control-stanzas.ts';
import { parseRelease, type ReleaseFile } from '../../model/packages/release-file.ts';
import { fetchFirst } from '../fetch-whole.ts';
import type { NetworkSources } from '../network-sources.ts';
import { specPath } from '../paths.ts';
import { systemReason } from '../printable.ts';
import type { AptRepositorySpec } from '../spec-packages.ts';
import { OfferedDeb, offeredFields } from './offered-deb.ts';
import { addressBelow } from './offered-package.ts';
import { readKeyring, type Verified, verifyDetached, verifyInline } from './open-pgp.ts';
import { checkListed, readablePackings, unpackIndex } from './unpack-index.ts';

const releaseCapBytes = 16 * 1024 * 1024;
const packedCapBytes = 128 * 1024 * 1024;

export interface RepositoryVisit {
  readonly specFile: string;
  readonly network: Pick<NetworkSources, 'files' | 'clock'>;
  /** ISO 8601, UTC: keys and repositories that have run out by then are refused. */
  readonly at: string;
  /** Person and machine. */
  readonly by: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Everything a Debian repository offers for an architecture (Debian's name), once its signature, its validity and the digest of
 * each index hold. PACKAGE_E0001 it is not to be believed · PACKAGE_E0003 its index is packed otherwise · SOURCE_… ·
 * an Error for a keyring that cannot be read.
 */
export async function readAptRepository(
  repository: AptRepositorySpec,
  architecture: string,
  visit: RepositoryVisit,
): Promise<Offer<OfferedDeb>[]> {
  const keyring = await readKeyring(specPath(visit.specFile, repository.keyring)).catch((error: unknown) => {
    throw new Error(`keyring ${repository.keyring}: ${systemReason(error)}`);
  });
  const label = `${repository.url} ${repository.suite}`;
  const believed = async <Value>(work: () => Value | Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FerrymanError || visit.signal?.aborted) throw error;
      throw new FerrymanError('PACKAGE_E0001', { repository: label, detail: systemReason(error) });
    }
  };
  const { url, bytes, signature } = await fetchRelease(repository, visit);
  const at = new Date(visit.at);
  const { text, fingerprint } = await believed(
    (): Promise<Verified> =>
      signature === undefined ? verifyInline(keyring, bytes, at) : verifyDetached(keyring, bytes, signature, at),
  );
  const release = await believed(() => checkedRelease(text, repository, at));
  const offers: Offer<OfferedDeb>[] = [];
  for (const folder of await believed(() => indexFolders(repository, architecture, release))) {
    const { path, content } = await fetchIndex({ repository, release, folder, label, believed }, visit);
    const evidence: Evidence = {
      type: 'signed-repository',
      url,
      release: `sha256:${sha256Hex(bytes)}`,
      key: fingerprint,
      index: { path, digest: `sha256:${release.files.get(path)?.sha256}` },
    };
    const index = { urls: [repository.url, ...repository.sources], evidence };
    await believed(() => {
      for (const stanza of readStanzas(content.toString('utf8'), offeredFields)) {
        const built = stanza.get('architecture');
        if (built !== architecture && built !== 'all') continue;
        offers.push({ offered: new OfferedDeb(stanza, architecture, index), priority: release.priority });
      }
    });
  }
  return offers;
}

/** A suite is a folder of `dists`; one that ends with a slash is the folder itself, without components. */
function releaseFolder({ suite }: AptRepositorySpec): string {
  return suite.endsWith('/') ? suite.replace(/^\.?\/+|\/+$/g, '') : `dists/${suite}`;
}

function addressesOf({ url, sources }: AptRepositorySpec, path: string): string[] {
  return [url, ...sources].map((base) => addressBelow(base, path.replace(/^\//, '')));
}

async function fetchRelease(
  repository: AptRepositorySpec,
  { network, signal }: RepositoryVisit,
): Promise<{ readonly url: string; readonly bytes: Buffer; readonly signature?: Buffer }> {
  const folder = releaseFolder(repository);
  const fetched = (name: string) =>
    fetchFirst(network, addressesOf(repository, `${folder}/${name}`), releaseCapBytes, signal);
  try {
    return await fetched('InRelease');
  } catch (error) {
    if (!isFerrymanError(error, 'SOURCE_E0002')) throw error;
  }
  const { url, bytes } = await fetched('Release');
  const { bytes: signature } = await fetchFirst(network, [`${url}.gpg`], releaseCapBytes, signal).catch(
    (error: unknown) => {
      if (!isFerrymanError(error, 'SOURCE_E0002')) throw error;
      const detail = 'it has neither InRelease nor Release.gpg: it is not signed';
      throw new FerrymanError('PACKAGE_E0001', { repository: `${repository.url} ${repository.suite}`, detail });
    },
  );
  return { url, bytes, signature };
}

function checkedRelease(text: string, { suite }: AptRepositorySpec, at: Date): ReleaseFile {
  const release = parseRelease(text);
  const isFlat = suite.endsWith('/');
  if (!isFlat && release.suite !== suite && release.codename !== suite) {
    throw new Error(`it is ${release.suite ?? '?'} (${release.codename ?? '?'}), not ${suite}`);
  }
  if (release.validUntilMs !== undefined && release.validUntilMs < at.getTime()) {
    throw new Error(`it was valid until ${new Date(release.validUntilMs).toISOString()}: the mirror is out of date`);
  }
  return release;
}

/** Where the indexes asked for lie, below the folder of the Release. */
function indexFolders({ suite, components }: AptRepositorySpec, architecture: string, release: ReleaseFile): string[] {
  if (suite.endsWith('/')) return [''];
  const listed = [...release.files.keys()];
  return components.flatMap((component) => {
    const folders = [architecture, ...(release.hasArchitectureAll ? ['all'] : [])].map(
      (each) => `${component}/binary-${each}/`,
    );
    const there = folders.filter((folder) => listed.some((path) => path.startsWith(`${folder}Packages`)));
    if (there.length === 0) throw new Error(`it lists no ${component} for ${architecture}`);
    return there;
  });
}

interface IndexRequest {
  readonly repository: AptRepositorySpec;
  readonly release: ReleaseFile;
  readonly folder: string;
  readonly label: string;
  readonly believed: <Value>(work: () => Value | Promise<Value>) => Promise<Value>;
}

async function fetchIndex(
  { repository, release, folder, label, believed }: IndexRequest,
  { network, signal }: RepositoryVisit,
): Promise<{ readonly path: string; readonly content: Buffer }> {
  const base = releaseFolder(repository);
  for (const packing of readablePackings) {
    const path = `${folder}Packages${packing}`;
    const listed = release.files.get(path);
    if (listed === undefined) continue;
    const plain = release.isByHash ? [`${folder}by-hash/SHA256/${listed.sha256}`, path] : [path];
    const urls = plain.flatMap((each) => addressesOf(repository, `${base}/${each}`));
    try {
      const { bytes } = await fetchFirst(network, urls, Math.min(packedCapBytes, listed.sizeBytes), signal);
      await believed(() => checkListed(bytes, listed, path));
      return { path, content: await believed(() => unpackIndex(path, bytes)) };
    } catch (error) {
      // a Release may list packings that the mirror does not keep
      if (!isFerrymanError(error, 'SOURCE_E0002')) throw error;
    }
  }
  const formats = [...release.files.keys()].filter((path) => path.startsWith(`${folder}Packages`));
  throw new FerrymanError('PACKAGE_E0003', { repository: label, formats: formats.join(', ') });
}
