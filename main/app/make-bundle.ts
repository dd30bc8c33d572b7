import { buildBundle } from '../bundle/build.ts';
import { readInventory } from '../bundle/intake/inventory.ts';
import { loadKey } from '../bundle/keys.ts';
import { lockPathOf, readLock, writeLock } from '../bundle/lock-file.ts';
import type { NetworkSources } from '../bundle/network-sources.ts';
import { resolveBundle } from '../bundle/resolve.ts';
import { type BundleSpec, readSpec, remoteSourcesOf } from '../bundle/spec.ts';
import type { BuildInput } from '../contract/bundle.contract.ts';
import { chartRenderingLabel } from '../model/bundle/chart-rendering.ts';
import { isFerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import { demandOfPlan } from './bundle-demand.ts';
import { catalogCharts } from './catalog-charts.ts';
import { catalogLicences } from './catalog-licences.ts';
import { noteText } from './resolve-notes.ts';
import { needPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** Starts to resolve a spec; its lock appears beside it. BUNDLE_E0010 the spec is wrong · BUNDLE_E0024 another work is under way. */
export async function startResolve(session: SiteSession, specFile: string): Promise<{ id: string }> {
  const { bundles, clock, operator, registries } = session;
  const spec = await readSpec(specFile);
  return bundles.start('resolve', specFile, session.signal, async ({ signal }) => {
    const path = lockPathOf(specFile);
    const previous = await readLock(path).catch((error: unknown) => {
      if (isFerrymanError(error, 'BUNDLE_E0017')) return undefined;
      throw error;
    });
    const { lock, changes, notes } = await withNetwork(session, specFile, spec, (network) =>
      resolveBundle({
        specFile,
        spec,
        network,
        at: clock.now(),
        by: operator,
        knownCharts: catalogCharts(registries.catalog),
        previous,
        signal,
      }),
    );
    const items = lock.items.map(({ item, evidence }) => ({
      artifact: artifactLabel(item),
      digest: item.digest,
      sizeBytes: item.sizeBytes,
      evidence: evidence.map(({ type }) => type),
    }));
    const charts = (lock.charts ?? []).map((chart) => ({
      chart: chartRenderingLabel(chart),
      images: chart.images.map(({ name, found }) => ({ name, found: [...found] })),
    }));
    const hash = await writeLock(path, lock);
    return { lock: { path, hash, items, charts, changes: [...changes], notes: notes.map(noteText) } };
  });
}

/** Starts a build. As `startResolve`; SITE_E0007 where it is to be proven for a site without a plan; INTAKE_E0007 the base. */
export async function startBuild(session: SiteSession, input: BuildInput): Promise<{ id: string }> {
  const { bundles, clock, registries, secrets, operator, version } = session;
  const { specFile, outputDirectory, key, isForSite, waiver, baseFile } = input;
  const spec = await readSpec(specFile);
  const demand = isForSite ? demandOfPlan(registries, needPlan(session).plan) : undefined;
  const base = baseFile === undefined ? undefined : await readInventory(baseFile);
  return bundles.start('build', specFile, session.signal, async ({ signal, onProgress }) => {
    const { keyDirectory, cacheDirectory } = bundles.workshop;
    const signingKey = await loadKey(keyDirectory, key, await secrets.get(`key:${key}`));
    const needsLock = remoteSourcesOf(spec).length > 0;
    const { manifest, manifestHash, passedOver, savedBytes } = await withNetwork(session, specFile, spec, (network) =>
      buildBundle({
        specFile,
        lockFile: needsLock ? lockPathOf(specFile) : undefined,
        outputDirectory,
        signingKey,
        createdAt: clock.now(),
        remote: needsLock ? { network, cacheDirectory } : undefined,
        closure: demand === undefined ? waiver && { waiver } : { ...demand, waiver },
        licences: catalogLicences(registries.catalog),
        builder: { by: operator, version },
        base,
        signal,
        onProgress,
      }),
    );
    const failures = passedOver.map((failure) => toErrorRecord(failure).message);
    return { built: { path: outputDirectory, manifestHash, manifest, passedOver: failures, savedBytes } };
  });
}

async function withNetwork<Result>(
  { bundles }: SiteSession,
  specFile: string,
  spec: BundleSpec,
  work: (network: NetworkSources) => Promise<Result>,
): Promise<Result> {
  const network = bundles.workshop.openNetwork(specFile, spec);
  try {
    return await work(network);
  } finally {
    await network.close();
  }
}
