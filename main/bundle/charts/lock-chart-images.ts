import { type ChartRendering, chartRenderingLabel } from '../../model/bundle/chart-rendering.ts';
import { qualifiedImageName } from '../../model/bundle/image-reference.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { inParallel } from '../in-parallel.ts';
import type { LockDraft } from '../lock-draft.ts';
import type { ResolvedReference } from '../resolve-images.ts';
import { isSourceFailure } from '../source-failure.ts';

const width = 4;

/**
 * Locks the images of charts that the spec does not list itself, and names each as the bundle's item is named: a spec's own
 * entry, with its mirrors, goes before what a chart asks for. CHART_E0009 with every image that cannot be had.
 */
export async function lockChartImages(
  renderings: readonly ChartRendering[],
  draft: LockDraft,
  resolve: (reference: string) => Promise<ResolvedReference>,
): Promise<{ readonly charts: ChartRendering[]; readonly notes: ResolvedReference['notes'] }> {
  const listed = draft.imageNames();
  const called = new Map(listed.map((name) => [qualifiedImageName(name) ?? name, name]));
  const wanted = new Set(renderings.flatMap(({ images }) => images.map(({ name }) => name)));
  const notes: ResolvedReference['notes'][number][] = [];
  const failures: FerrymanError[] = [];
  await inParallel([...wanted].filter((name) => !called.has(name)).sort(), width, async (name) => {
    try {
      const found = await resolve(name);
      const asked = found.items.filter(({ platform }) => isAsked(name, platform, renderings));
      for (const item of asked) draft.add(item, found.evidence, found.sourcesOf);
      notes.push(...found.notes);
    } catch (error) {
      // a plain Error says what is wrong with the image; any other kind is a stop or a bug
      const isUnfit = error instanceof Error && error.name === 'Error';
      if (!isUnfit && !isSourceFailure(error)) throw error;
      failures.push(unavailable(name, renderings, error));
    }
  });
  throwAll(failures);
  const charts = renderings.map((each) => ({
    ...each,
    images: each.images.map((image) => ({ ...image, name: called.get(image.name) ?? image.name })),
    ignored: each.ignored.map((image) => ({ ...image, name: called.get(image.name) ?? image.name })),
  }));
  return { charts, notes };
}

/** Whether any chart wants it on this platform. */
function isAsked(image: string, platform: string, renderings: readonly ChartRendering[]): boolean {
  return renderings.some(
    ({ images, ignored }) =>
      images.some(({ name }) => name === image) &&
      !ignored.some((each) => each.name === image && each.platform === platform),
  );
}

function unavailable(image: string, renderings: readonly ChartRendering[], error: Error): FerrymanError {
  const asking = renderings.find(({ images }) => images.some(({ name }) => name === image));
  const found = asking?.images.find(({ name }) => name === image)?.found ?? [];
  return new FerrymanError(
    'CHART_E0009',
    {
      image,
      chart: asking === undefined ? '–' : chartRenderingLabel(asking),
      where: found.map((each) => `${each.way}: ${each.in}`).join(', '),
      detail: error.message,
    },
    { cause: error },
  );
}

/** The first by name, with the others as evidence: all of them are to be solved. */
function throwAll(failures: readonly FerrymanError[]): void {
  const [first, ...others] = [...failures].sort((a, b) => (a.message < b.message ? -1 : 1));
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const evidence = others.map(({ message }) => message).join('\n');
  throw new FerrymanError(first.code, first.parameters, { evidence, cause: first.cause });
}
