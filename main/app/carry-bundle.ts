import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sourceLine } from '../bundle/repository/source-line.ts';
import { packagesToWrite, writeRepositories } from '../bundle/repository/write-repositories.ts';
import { readTrustedManifest } from '../bundle/trust.ts';
import { inspectMedia } from '../bundle/verify-media.ts';
import { splitBundle } from '../bundle/volumes/split-bundle.ts';
import { volumeBytes } from '../bundle/volumes/volume-sizes.ts';
import type { DocumentLanguage } from '../contract/plan.contract.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { isTrustedBySite, signerView, trustToLook } from './look-at-bundles.ts';
import { type mediaFormats, writeMediaPapers } from './media-papers.ts';
import type { SiteSession } from './site-session.ts';

/** Starts to split. VOLUME_E0001 the size · BUNDLE_E0001–9 the bundle · BUNDLE_E0024 another work is under way. */
export async function startSplit(
  session: SiteSession,
  given: { readonly directory: string; readonly outputDirectory: string; readonly size: string },
): Promise<{ id: string }> {
  const [directory, outputDirectory] = [resolve(given.directory), resolve(given.outputDirectory)];
  const most = volumeBytes(given.size);
  const trust = await trustToLook(session);
  const { manifest } = await readTrustedManifest(directory, trust);
  return session.bundles.start('split', directory, session.signal, async (work) => {
    const options = { directory, outputDirectory, volumeBytes: most, trust, ...paced(session, work) };
    const { volumes } = await splitBundle(options);
    const { name, version } = manifest;
    return { split: { path: outputDirectory, name, version, volumes: [...volumes] } };
  });
}

/** Starts to verify a bundle, a folder of volumes, or one volume. INTAKE_E0001 nothing there · BUNDLE_E0024. */
export async function startVerify(session: SiteSession, given: string): Promise<{ id: string }> {
  const source = await existing(given);
  const trust = await trustToLook(session);
  return session.bundles.start('verify', source, session.signal, async (work) => {
    const found = await inspectMedia(source, { ...trust, ...paced(session, work) });
    const { trusted, volumeCount, soundVolumes, missingVolumes, problems } = found;
    const bundle = trusted && {
      name: trusted.manifest.name,
      version: trusted.manifest.version,
      signer: signerView(trusted.signer),
      isTrustedBySite: isTrustedBySite(session, trusted),
    };
    return {
      verified: {
        path: source,
        bundle: bundle ?? null,
        volumeCount,
        soundVolumes: [...soundVolumes],
        missingVolumes: [...missingVolumes],
        problems: problems.map(toErrorRecord),
      },
    };
  });
}

/** Starts to write the papers that go with the media. INTAKE_E0001 nothing there · BUNDLE_E0024. */
export async function startPapers(
  session: SiteSession,
  given: {
    readonly source: string;
    readonly outputDirectory: string;
    readonly formats: readonly (typeof mediaFormats)[number][];
    readonly language: DocumentLanguage;
  },
): Promise<{ id: string }> {
  const { clock, printer, version } = session;
  const [source, outputDirectory] = [await existing(given.source), resolve(given.outputDirectory)];
  const trust = await trustToLook(session);
  return session.bundles.start('papers', source, session.signal, async (work) => {
    const files = await writeMediaPapers({
      ...given,
      ...trust,
      ...paced(session, work),
      source,
      outputDirectory,
      generatedAt: clock.now(),
      ferrymanVersion: version,
      printer,
    });
    return { papers: { folder: outputDirectory, files } };
  });
}

/** Starts to write its OS packages as repositories. PACKAGE_E0005, E0006 · BUNDLE_E0001–9 the bundle · BUNDLE_E0024. */
export async function startRepository(
  session: SiteSession,
  given: { readonly directory: string; readonly outputDirectory: string },
): Promise<{ id: string }> {
  const [directory, outputDirectory] = [resolve(given.directory), resolve(given.outputDirectory)];
  const trust = await trustToLook(session);
  await packagesToWrite({ directory, trust, outputDirectory });
  return session.bundles.start('repository', directory, session.signal, async (work) => {
    const { repositories } = await writeRepositories({ directory, trust, outputDirectory, ...paced(session, work) });
    const lines = repositories.map((each) => ({ ...each, source: sourceLine(outputDirectory, each) }));
    return { repositories: { path: outputDirectory, repositories: lines } };
  });
}

function paced<Work>({ clock }: SiteSession, work: Work): Work & { elapsedMs: () => number } {
  return { ...work, elapsedMs: () => clock.elapsedMs() };
}

async function existing(given: string): Promise<string> {
  const path = resolve(given);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new FerrymanError('INTAKE_E0001', { path });
  return path;
}
