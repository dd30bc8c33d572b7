import type { ChartRendering } from '../../model/bundle/chart-rendering.ts';
import type { FileItem } from '../../model/bundle/manifest.ts';
import { sha256Hex } from '../../model/canonical-json.ts';
import type { KnownChart } from '../../model/charts/known-chart.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { ChartRenderer, DeclaredTool } from '../../ports/chart-renderer.ts';
import { specPath } from '../paths.ts';
import { isSystemError, printable, systemReason } from '../printable.ts';
import { readCapped } from '../read-capped.ts';
import { type ChartSpec, chartLabel } from '../spec-charts.ts';
import { readChartArchive } from './chart-archive.ts';
import { type ChartMetadata, readChartMetadata } from './chart-metadata.ts';
import type { ChartNote } from './chart-note.ts';
import { fetchRepositoryChart } from './chart-repository.ts';
import { imagesOfChart } from './images-of-chart.ts';
import { readLocalChart } from './local-chart.ts';
import type { ChartVisit, LocatedChart } from './located-chart.ts';
import { fetchOciChart } from './oci-chart.ts';
import { renderedObjects } from './rendered-objects.ts';

const valuesCapBytes = 1024 * 1024;

export interface ChartWork {
  readonly visit: ChartVisit;
  readonly renderer: ChartRenderer;
  readonly helm: DeclaredTool;
  readonly knownCharts: readonly KnownChart[];
}

export interface ResolvedChart extends Pick<LocatedChart, 'evidence' | 'sources'> {
  readonly item: FileItem;
  readonly rendering: ChartRendering;
  readonly notes: readonly ChartNote[];
}

/**
 * A chart with every image it needs: fetched, checked, rendered with the spec's values and searched. CHART_… as each of
 * these fails, SOURCE_… as its source answers; an Error or a failure of node:fs for what lies on this machine.
 */
export async function resolveChart(spec: ChartSpec, work: ChartWork): Promise<ResolvedChart> {
  const { visit, renderer, helm, knownCharts } = work;
  const located = await locate(spec, visit);
  const { archive, evidence, sources } = located;
  const metadata = await metadataOf(spec, archive);
  const { name, version, remoteSchemas } = metadata;
  const label = `${name} ${version}`;
  const [missing] = metadata.missing;
  if (missing !== undefined) {
    const dependency = `${missing.name} ${missing.version}`.trim();
    throw new FerrymanError('CHART_E0006', { chart: label, dependency, repository: missing.repository || '–' });
  }
  const values = await readValues(spec, visit.specFile);
  const { release = name, namespace, kubernetesVersion } = spec;
  const rendered = await renderer.render(
    helm,
    {
      label,
      archive,
      release,
      namespace,
      kubernetesVersion,
      values: values.map(({ content }) => content),
      skipsSchema: remoteSchemas.length > 0,
    },
    visit.signal,
  );
  const { images, ignored, notes } = imagesOfChart(
    await objectsOf(rendered, label),
    { name, version, label },
    spec,
    knownCharts,
  );
  return {
    item: {
      type: 'file',
      id: name,
      kind: 'chart',
      version,
      platform: 'any',
      fileName: `${name}-${version}.tgz`,
      digest: `sha256:${sha256Hex(archive)}`,
      sizeBytes: archive.length,
    },
    evidence,
    sources,
    rendering: {
      chart: name,
      version,
      release,
      namespace,
      kubernetesVersion,
      values: values.map(({ path, digest }) => ({ path, digest })),
      helm: `sha256:${helm.sha256}`,
      images,
      ignored,
    },
    notes: [
      ...(remoteSchemas.length === 0
        ? []
        : [{ type: 'remote-schema', chart: label, references: remoteSchemas } as const]),
      ...notes,
    ],
  };
}

function locate(spec: ChartSpec, visit: ChartVisit): Promise<LocatedChart> {
  if ('path' in spec) return readLocalChart(spec, visit);
  return 'oci' in spec ? fetchOciChart(spec, visit) : fetchRepositoryChart(spec, visit);
}

/** What the archive says of itself, which must be what was asked for. */
async function metadataOf(spec: ChartSpec, archive: Uint8Array): Promise<ChartMetadata> {
  const refuse = (detail: string) => new FerrymanError('CHART_E0005', { chart: chartLabel(spec), detail });
  const metadata = await readChartArchive(archive)
    .then(readChartMetadata)
    .catch((error: unknown) => {
      if (isFerrymanError(error) || isSystemError(error)) throw error;
      throw refuse(systemReason(error));
    });
  const { name, version } = metadata;
  if ('version' in spec && spec.version !== version) throw refuse(`it calls itself ${printable(`${name} ${version}`)}`);
  const asked = 'oci' in spec ? spec.oci.replace(/@.*$/, '').replace(/^.*\//, '') : 'name' in spec ? spec.name : name;
  if (asked !== name) throw refuse(`it calls itself ${printable(`${name} ${version}`)}`);
  return metadata;
}

async function readValues({ values }: ChartSpec, specFile: string) {
  const read: { readonly path: string; readonly content: Uint8Array; readonly digest: string }[] = [];
  for (const path of values) {
    const content = await readCapped(specPath(specFile, path), valuesCapBytes).catch((error: unknown) => {
      throw new Error(`values ${path}: ${systemReason(error)}`);
    });
    if (content === undefined) throw new Error(`values ${path}: no file of at most ${valuesCapBytes} bytes`);
    read.push({ path, content, digest: `sha256:${sha256Hex(content)}` });
  }
  return read;
}

async function objectsOf(rendered: string, chart: string): Promise<unknown[]> {
  try {
    return await renderedObjects(rendered);
  } catch (error) {
    throw new FerrymanError('CHART_E0003', { chart, detail: systemReason(error) });
  }
}
