import { parseImageReference, repositoryName } from '../model/bundle/image-reference.ts';
import type { ComponentLicence } from '../model/bundle/licence.ts';
import type { Catalog } from '../model/catalog/product.ts';

/** What the catalog knows of licences, by the images and charts a bundle carries. */
export function catalogLicences({ components }: Catalog): ComponentLicence[] {
  return [...components.values()].map(({ id, licence, images, charts }) => ({
    component: id,
    name: licence.name,
    decision: licence.decision,
    repositories: images.flatMap(({ name }) => {
      const reference = parseImageReference(name);
      return reference === undefined ? [] : [repositoryName(reference)];
    }),
    charts: charts.map(({ name }) => name),
  }));
}
