import { basename } from 'node:path';
import type { ChartRendering } from '../model/bundle/chart-rendering.ts';
import { artifactKey } from '../model/bundle/find-item.ts';
import type { BundleLock, Evidence, LockedItem } from '../model/bundle/lock.ts';
import type { KnownChart } from '../model/charts/known-chart.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import type { ChartNote } from './charts/chart-note.ts';
import { helmFor } from './charts/helm-tool.ts';
import { resolveCharts } from './charts/resolve-charts.ts';
import { readCosignKey } from './cosign/public-key.ts';
import { verifySignature } from './cosign/signature.ts';
import { hashFile } from './hash-file.ts';
import { inParallel } from './in-parallel.ts';
import { checkLocalFile } from './local-file.ts';
import { type LayoutSource, LocalLayouts } from './local-layouts.ts';
import { LockDraft } from './lock-draft.ts';
import type { NetworkSources } from './network-sources.ts';
import { resolveNames } from './packages/resolve-names.ts';
import { specPath } from './paths.ts';
import { isMissingFile, systemReason } from './printable.ts';
import { readImages } from './read-images.ts';
import { resolveUrl } from './resolve-files.ts';
import { type ResolvedReference, type ResolveNote, resolveReference } from './resolve-images.ts';
import { readPackages } from './resolve-packages.ts';
import { type BundleSpec, type ImageSpec, specError, specHash } from './spec.ts';
import { chartLabel } from './spec-charts.ts';

const width = 4;

export interface ResolveOptions {
  readonly specFile: string;
  readonly spec: BundleSpec;
  /** Instead of the spec's own. */
  readonly platforms?: readonly string[] | undefined;
  /** Needed where the spec names anything outside the builder's own files. */
  readonly network?: NetworkSources | undefined;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Person and machine. */
  readonly by: string;
  /** What the catalog knows of charts. */
  readonly knownCharts?: readonly KnownChart[] | undefined;
  /** An earlier lock: what has not changed keeps the time it was first seen. */
  readonly previous?: BundleLock | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ResolvedBundle {
  readonly lock: BundleLock;
  /** Against the earlier lock, by artifact; `from` is absent for what is new, `to` for what is gone. */
  readonly changes: readonly { readonly artifact: string; readonly from?: string; readonly to?: string }[];
  readonly notes: readonly (ResolveNote | ChartNote)[];
}

/**
 * Turns a spec into a lock: every artifact with its digest, size, sources and evidence, the images of its charts among them.
 * Reads manifests, configs, checksum files, package indexes and charts from the network, no layers and no files. BUNDLE_E0010
 * names the field of the spec at fault; BUNDLE_E0015 without network; BUNDLE_E0019, E0021, E0022, E0032, E0033, CHART_…, PACKAGE_… and
 * SOURCE_… as the sources answer.
 */
export async function resolveBundle(options: ResolveOptions): Promise<ResolvedBundle> {
  const { specFile, spec, at, by, signal, network } = options;
  const platforms = [...new Set(options.platforms ?? spec.platforms)].sort();
  const draft = new LockDraft();
  const notes: (ResolveNote | ChartNote)[] = [];
  const seenHere = (path: string): Evidence[] => [{ type: 'first-seen', at, by, source: path }];
  const layouts = new LocalLayouts(specFile, platforms, network?.containerd, signal);
  const atField = async (field: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FerrymanError) throw error;
      throw specError(specFile, `${field}: ${isMissingFile(error) ? 'not found' : systemReason(error)}`);
    }
  };

  const signed = async (
    found: ResolvedReference,
    reference: string,
    cosignKey = spec.cosignKey,
  ): Promise<ResolvedReference> => {
    if (cosignKey === undefined) return found;
    const key = await readCosignKey(specPath(specFile, cosignKey)).catch((error: unknown) => {
      throw specError(specFile, `cosignKey ${cosignKey}: ${isMissingFile(error) ? 'not found' : systemReason(error)}`);
    });
    const { registry } = needNetwork(specFile, reference, network);
    const evidence = await verifySignature({ ...found, reference }, key, registry, signal);
    return { ...found, evidence: [...found.evidence, evidence] };
  };
  const resolveImage = async (image: ImageSpec): Promise<void> => {
    if ('reference' in image) {
      const { registry } = needNetwork(specFile, image.reference, network);
      const seen = await resolveReference(image, { registry, platforms, at, by, signal });
      const found = await signed(seen, image.reference, image.cosignKey);
      for (const item of found.items) draft.add(item, found.evidence, found.sourcesOf);
      notes.push(...found.notes);
      return;
    }
    if ('containerd' in image) needNetwork(specFile, image.containerd.images.join(', '), network);
    const source = layoutSource(image);
    const label = source.type === 'containerd' ? `containerd ${source.address} ${source.namespace}` : source.path;
    for (const item of await readImages(await layouts.open(source), platforms)) {
      draft.add(item, seenHere(label), () => [source]);
    }
  };
  const resolveFile = async (file: BundleSpec['files'][number]): Promise<void> => {
    if ('url' in file) {
      const { item, evidence, sources } = await resolveUrl(
        file,
        needNetwork(specFile, file.url, network).files,
        signal,
      );
      draft.add(item, evidence, () => sources);
      return;
    }
    const { id, kind, version, platform } = file;
    const path = specPath(specFile, file.path);
    await checkLocalFile(path, kind, platform);
    const hashed = await hashFile(path, { signal });
    const item = { type: 'file', id, kind, version, platform, fileName: basename(path), ...hashed } as const;
    draft.add(item, seenHere(file.path), () => [{ type: 'file', path: file.path }]);
  };
  const resolvePackages = async (packages: BundleSpec['packages'][number]): Promise<void> => {
    if (!('path' in packages)) {
      const addresses = packages.repositories.map(({ url }) => url).join(', ');
      const visit = { specFile, network: needNetwork(specFile, addresses, network), at, by, signal };
      for (const { item, evidence, sources } of await resolveNames(packages, visit)) {
        draft.add(item, evidence, () => sources);
      }
      return;
    }
    const folder = packages;
    for (const { item, fileName } of await readPackages(specPath(specFile, folder.path), folder, signal)) {
      const path = `${folder.path}/${fileName}`;
      draft.add(item, seenHere(path), () => [{ type: 'file', path }]);
    }
  };
  const addCharts = async (): Promise<readonly ChartRendering[]> => {
    if (spec.charts.length === 0) return [];
    const needed = (what: string) => needNetwork(specFile, what, network);
    const { charts: renderer, registry } = needed(spec.charts.map(chartLabel).join(', '));
    const helm = helmFor(specFile, spec, renderer.platform);
    const { knownCharts = [] } = options;
    const work = { visit: { specFile, network: needed, at, by, signal }, renderer, helm, knownCharts };
    const resolveFound = async (reference: string) =>
      signed(await resolveReference({ reference, sources: [] }, { registry, platforms, at, by, signal }), reference);
    const found = await resolveCharts(spec.charts, draft, work, resolveFound, atField);
    notes.push(...found.notes);
    return found.charts;
  };

  let charts: readonly ChartRendering[];
  try {
    // one after another where they are local, so that the first fault is always the same one
    const isRemote = (image: ImageSpec) => 'reference' in image;
    const images = [...spec.images.entries()];
    for (const [index, image] of images.filter(([, each]) => !isRemote(each))) {
      await atField(`images[${index}]`, () => resolveImage(image));
    }
    await inParallel(
      images.filter(([, each]) => isRemote(each)),
      width,
      ([index, image]) => atField(`images[${index}]`, () => resolveImage(image)),
    );
    for (const [index, file] of spec.files.entries()) {
      await atField(`files[${index}] (${file.id})`, () => resolveFile(file));
    }
    for (const [index, folder] of spec.packages.entries()) {
      await atField(`packages[${index}]`, () => resolvePackages(folder));
    }
    charts = await addCharts();
  } finally {
    await layouts.close();
  }
  const lock: BundleLock = {
    apiVersion: 'ferryman/v1',
    kind: 'BundleLock',
    name: spec.name,
    version: spec.version,
    platforms,
    specHash: specHash(spec),
    resolvedAt: at,
    resolvedBy: by,
    items: draft.items().map((item) => withOlderEvidence(item, options.previous)),
    blobs: draft.blobs(),
    ...(charts.length === 0 ? {} : { charts: [...charts] }),
  };
  return { lock, changes: changesSince(options.previous, lock), notes };
}

function layoutSource(image: Exclude<ImageSpec, { reference: string }>): LayoutSource {
  if ('containerd' in image) return { type: 'containerd', ...image.containerd };
  return 'archive' in image ? { type: 'archive', path: image.archive } : { type: 'layout', path: image.layout };
}

function needNetwork(path: string, sources: string, network: NetworkSources | undefined): NetworkSources {
  if (network === undefined) throw new FerrymanError('BUNDLE_E0015', { path, sources });
  return network;
}

/** The first sight of a digest is worth the more the longer ago it was. */
function withOlderEvidence(locked: LockedItem, previous: BundleLock | undefined): LockedItem {
  const older = previous?.items.find(({ item }) => artifactKey(item) === artifactKey(locked.item));
  if (older?.item.digest !== locked.item.digest) return locked;
  const evidence = locked.evidence.map((now) => {
    const before = older.evidence.find((each) => each.type === 'first-seen');
    return now.type === 'first-seen' && before !== undefined ? before : now;
  });
  return { ...locked, evidence };
}

function changesSince(previous: BundleLock | undefined, lock: BundleLock): ResolvedBundle['changes'] {
  if (previous === undefined) return [];
  const digests = ({ items }: BundleLock) => new Map(items.map(({ item }) => [artifactLabel(item), item.digest]));
  const [before, after] = [digests(previous), digests(lock)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((artifact) => {
    const [from, to] = [before.get(artifact), after.get(artifact)];
    if (from === to) return [];
    return [{ artifact, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}
