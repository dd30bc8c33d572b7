import type { Catalog } from '../../model/catalog/product.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import { type Text, text } from '../../model/text.ts';
import type { Choice } from './choose-components.ts';

/** The pod network and the gateway our own installation knows best, where the customer leaves it to us. */
const usualNetwork = 'flannel';
const usualGateway = 'envoy-gateway';
export const localStorage = 'openebs-local';

/** What every cluster needs one of, whichever: a pod network, and a gateway where something is reached from outside. */
export function completeChoices(
  choices: readonly Choice[],
  modules: readonly BusinessModule[],
  catalog: Catalog,
): Choice[] {
  const has = (group: Choice['component']['group']) => choices.some(({ component }) => component.group === group);
  const isReached = modules.some(({ routes }) => routes.some(({ nodePort }) => nodePort === undefined));
  return [
    ...choices,
    ...(has('network')
      ? []
      : addition(usualNetwork, catalog, text('每个集群都要有容器网络', 'Every cluster needs a pod network'))),
    ...(isReached && !has('gateway')
      ? addition(usualGateway, catalog, text('有业务要从集群外访问', 'Some services are reached from outside'))
      : []),
  ];
}

/** One more component, or none where the catalog does not know it. */
export function addition(id: string, { components }: Catalog, because: Text): Choice[] {
  const component = components.get(id);
  if (component === undefined) return [];
  return [
    {
      name: id,
      component,
      placement: component.placements[0] ?? 'cluster',
      answers: { component: id, environments: [], inputs: {} },
      because,
    },
  ];
}
