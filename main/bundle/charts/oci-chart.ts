import { z } from 'zod';
import { repositoryName } from '../../model/bundle/image-reference.ts';
import type { Evidence } from '../../model/bundle/lock.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { Descriptor, isManifest } from '../oci.ts';
import { chartLabel, type OciChart, ociReference } from '../spec-charts.ts';
import { chartCapBytes } from './chart-archive.ts';
import type { ChartVisit, LocatedChart } from './located-chart.ts';

/** Helm's own types. Source: helm.sh/helm/v3/pkg/registry/constants.go. */
const configType = 'application/vnd.cncf.helm.config.v1+json';
const contentTypes = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];

const ChartManifest = z.object({ config: Descriptor, layers: z.array(Descriptor).max(100) });

/** A chart out of an OCI registry. CHART_E0005 where the artifact is no chart; SOURCE_… as the registry answers. */
export async function fetchOciChart(chart: OciChart, visit: ChartVisit): Promise<LocatedChart> {
  const label = chartLabel(chart);
  const { registry } = visit.network(label);
  const repository = ociReference(chart.oci, chart.version);
  if (repository === undefined) throw new TypeError(`${chart.oci} is no address of a chart`);
  const { tag = '', digest: pinned } = repository;
  const refuse = (detail: string) => new FerrymanError('CHART_E0005', { chart: label, detail });
  const manifest = await registry.manifest(repository, pinned ?? tag, visit.signal);
  if (!isManifest(manifest)) throw refuse('the registry has something else under this name');
  const parsed = ChartManifest.safeParse(jsonOf(manifest.bytes));
  if (!parsed.success || parsed.data.config.mediaType !== configType) throw refuse('the artifact is no Helm chart');
  const [layer, ...more] = parsed.data.layers.filter(({ mediaType }) => contentTypes.includes(mediaType));
  if (layer === undefined || more.length > 0) throw refuse('the artifact does not hold exactly one chart');
  if (layer.size > chartCapBytes) throw refuse(`larger than ${chartCapBytes} bytes`);
  const name = repositoryName(repository);
  const { at, by } = visit;
  const evidence: Evidence =
    pinned === undefined
      ? { type: 'first-seen', at, by, source: `oci://${name}:${tag}@${manifest.digest}` }
      : { type: 'pinned', digest: pinned };
  return {
    archive: await registry.document(repository, layer.digest, visit.signal),
    evidence: [evidence],
    sources: [{ type: 'registry', repository: name, as: 'blob' }],
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
