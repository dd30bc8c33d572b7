import type { ChartRendering } from '../../model/bundle/chart-rendering.ts';
import type { LockDraft } from '../lock-draft.ts';
import type { ResolvedReference, ResolveNote } from '../resolve-images.ts';
import { type ChartSpec, chartLabel } from '../spec-charts.ts';
import type { ChartNote } from './chart-note.ts';
import { lockChartImages } from './lock-chart-images.ts';
import { type ChartWork, resolveChart } from './resolve-chart.ts';

/** Runs work on a field of the spec, and names the field where it fails. */
type AtField = (field: string, work: () => Promise<void>) => Promise<void>;

/** Adds charts and the images they need to a lock, after all that the spec lists itself. As `resolveChart` and `lockChartImages`. */
export async function resolveCharts(
  charts: readonly ChartSpec[],
  draft: LockDraft,
  work: ChartWork,
  resolveImage: (reference: string) => Promise<ResolvedReference>,
  atField: AtField,
): Promise<{ readonly charts: readonly ChartRendering[]; readonly notes: readonly (ChartNote | ResolveNote)[] }> {
  const renderings: ChartRendering[] = [];
  const notes: ChartNote[] = [];
  for (const [index, chart] of charts.entries()) {
    await atField(`charts[${index}] (${chartLabel(chart)})`, async () => {
      const found = await resolveChart(chart, work);
      draft.add(found.item, found.evidence, () => found.sources);
      renderings.push(found.rendering);
      notes.push(...found.notes);
    });
  }
  const locked = await lockChartImages(renderings, draft, resolveImage);
  return { charts: locked.charts, notes: [...notes, ...locked.notes] };
}
