import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { specPath } from '../paths.ts';
import { readCapped } from '../read-capped.ts';
import type { LocalChart } from '../spec-charts.ts';
import { chartCapBytes } from './chart-archive.ts';
import { chartName } from './chart-metadata.ts';
import type { ChartVisit, LocatedChart } from './located-chart.ts';
import { packChartFolder } from './pack-folder.ts';

/** A chart of this machine: an archive as it is, a folder packed. Rejects as node:fs does, or with an Error. */
export async function readLocalChart({ path }: LocalChart, { specFile, at, by }: ChartVisit): Promise<LocatedChart> {
  const place = specPath(specFile, path);
  const isFolder = (await stat(place)).isDirectory();
  const archive = isFolder ? await packedChart(place) : await readCapped(place, chartCapBytes);
  if (archive === undefined) throw new Error(`no file of at most ${chartCapBytes} bytes`);
  return {
    archive,
    evidence: [{ type: 'first-seen', at, by, source: path }],
    sources: [{ type: isFolder ? 'chart-folder' : 'file', path }],
  };
}

/** A chart's folder as an archive, its folder named after it as Helm does. */
export async function packedChart(folder: string): Promise<Buffer> {
  const chartYaml = await readCapped(join(folder, 'Chart.yaml'), chartCapBytes);
  if (chartYaml === undefined) throw new Error('its Chart.yaml is no file, or too large');
  const name = chartName(chartYaml);
  return await packChartFolder(folder, name);
}
