import type { Catalog } from '../model/catalog/product.ts';
import type { KnownChart } from '../model/charts/known-chart.ts';

/** What the catalog knows of the images that charts do not show. */
export function catalogCharts({ components }: Catalog): KnownChart[] {
  return [...components.values()].flatMap(({ id, charts, images }) =>
    charts.map(({ name, version }) => ({
      name,
      version,
      component: id,
      hiddenImages: images.filter(({ seen }) => seen === 'hidden').map((image) => image.name),
    })),
  );
}
