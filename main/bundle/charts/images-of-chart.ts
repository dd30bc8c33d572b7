import type { ChartRendering } from '../../model/bundle/chart-rendering.ts';
import { qualifiedImageName } from '../../model/bundle/image-reference.ts';
import { FoundImages, findImages } from '../../model/charts/find-images.ts';
import type { KnownChart } from '../../model/charts/known-chart.ts';
import type { ChartSpec } from '../spec-charts.ts';
import type { ChartNote } from './chart-note.ts';

interface ChartImages extends Pick<ChartRendering, 'images' | 'ignored'> {
  readonly notes: readonly ChartNote[];
}

/** Every image of a rendered chart, with those the catalog knows it pulls at run time and without those nobody wants. */
export function imagesOfChart(
  objects: readonly unknown[],
  chart: { readonly name: string; readonly version: string; readonly label: string },
  { ignore }: Pick<ChartSpec, 'ignore'>,
  knownCharts: readonly KnownChart[],
): ChartImages {
  const { name, version, label } = chart;
  const { images, unreadable, tests } = findImages(objects);
  const notes: ChartNote[] = unreadable.map((each) => ({ type: 'unreadable-image', chart: label, ...each }));
  if (tests.length > 0) notes.push({ type: 'tests', chart: label, objects: tests });

  const all = new FoundImages();
  for (const image of images) for (const finding of image.found) all.add(image.name, finding);
  const sameName = knownCharts.filter((each) => each.name === name);
  const known = sameName.find((each) => bare(each.version) === bare(version));
  for (const image of known?.hiddenImages ?? []) {
    all.add(qualifiedImageName(image) ?? image, { way: 'catalog', in: known?.component ?? '' });
  }
  if (known === undefined) {
    const [other] = sameName;
    if (other === undefined) notes.push({ type: 'unknown-chart', chart: label });
    else notes.push({ type: 'other-version', chart: label, known: other.version });
  }

  const found = all.all();
  const ignored = ignore.flatMap(({ image, platform, reason }) => {
    const wanted = qualifiedImageName(image) ?? image;
    const hit = found.find((each) => each.name === wanted);
    notes.push(
      hit === undefined
        ? { type: 'ignored-in-vain', chart: label, image }
        : { type: 'ignored', chart: label, image: platform === undefined ? image : `${image} (${platform})`, reason },
    );
    return hit === undefined ? [] : [{ ...hit, reason, ...(platform === undefined ? {} : { platform }) }];
  });
  const isDropped = (image: string) => ignored.some((each) => each.name === image && each.platform === undefined);
  return { images: found.filter((each) => !isDropped(each.name)), ignored, notes };
}

/** Upstream writes v1.2.3 here and 1.2.3 there. */
function bare(version: string): string {
  return version.replace(/^v/, '');
}
