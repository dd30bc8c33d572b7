import type { Expressions } from '../../catalog/expression.ts';
import type { Component } from '../../model/catalog/component.ts';
import type { Catalog } from '../../model/catalog/product.ts';
import type { SizingContext } from '../../model/catalog/sizing-context.ts';
import type { Environment } from '../../model/site/environment.ts';
import type { ComponentAnswers, Placement } from '../../model/site/platform.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { type Text, text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

/** A component of one environment, under the name it has there. */
export interface Choice {
  readonly name: string;
  readonly component: Component;
  readonly placement: Placement;
  readonly answers: ComponentAnswers;
  readonly because: Text;
}

/** Our own choice where a component can be met by several and nobody chose: the first of these that is offered. */
const preferred = [
  'flannel',
  'envoy-gateway',
  'openebs-local',
  'csi-driver-nfs',
  'prometheus',
  'loki',
  'valkey',
  'redis',
  'postgresql',
  'mysql',
];

/**
 * The components of an environment: those asked for, those products and modules need, those every cluster needs, and
 * whatever these need in turn. What the catalog does not know is a blocker and left out.
 */
export function chooseComponents(
  requirements: Requirements,
  environment: Environment,
  wantedByModules: readonly { readonly module: string; readonly name: string }[],
  catalog: Catalog,
  site: SizingContext,
  expressions: Expressions,
  ledger: Ledger,
): Choice[] {
  const chosen = new Map<string, Choice>();
  const queue = [
    ...asked(requirements, environment, catalog),
    ...wantedByModules.map(({ module, name }) =>
      wish(name, text(`模块 ${module} 需要`, `The module ${module} needs it`)),
    ),
    ...always(catalog, site, expressions),
  ];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const name = next.answers.name ?? next.answers.component;
    if (chosen.has(name)) continue;
    // a second unnamed wish for what runs already under another name adds nothing
    if (next.answers.name === undefined && [...chosen.values()].some(({ component }) => component.id === name))
      continue;
    const component = catalog.components.get(next.answers.component);
    if (component === undefined) {
      ledger.find(unknown(name, next.because, catalog));
      continue;
    }
    const placement = placementOf(component, next.answers, requirements, ledger);
    chosen.set(name, { name, component, placement, answers: next.answers, because: next.because });
    if (placement === 'customer' || placement === 'existing') continue;
    for (const needed of component.requires) {
      const options = typeof needed === 'string' ? [needed] : needed;
      const have = [...chosen.values(), ...queue.map(({ answers }) => ({ component: { id: answers.component } }))];
      if (options.some((option) => have.some((other) => other.component.id === option))) continue;
      const best = preferred.find((name) => options.includes(name)) ?? options[0];
      if (best !== undefined)
        queue.push(wish(best, text(`${component.title.zh} 需要`, `${component.title.en} needs it`)));
    }
  }
  return [...chosen.values()];
}

interface Wish {
  readonly answers: ComponentAnswers;
  readonly because: Text;
}

function wish(component: string, because: Text): Wish {
  return { answers: { component, environments: [], inputs: {} }, because };
}

function asked({ platform, products }: Requirements, { name }: Environment, catalog: Catalog): Wish[] {
  const serves = ({ environments }: ComponentAnswers) => environments.length === 0 || environments.includes(name);
  return [
    ...platform.filter(serves).map((answers) => ({ answers, because: text('客户要求', 'The customer asked for it') })),
    ...products.flatMap(({ product }) =>
      (catalog.products.get(product)?.platform ?? [])
        .filter(serves)
        .map((answers) => ({ answers, because: text(`产品 ${product} 需要`, `The product ${product} needs it`) })),
    ),
  ];
}

function always({ components }: Catalog, site: SizingContext, expressions: Expressions): Wish[] {
  return [...components.values()]
    .filter(({ chosenWhen }) => chosenWhen !== undefined && expressions.of(chosenWhen)({ site, inputs: {} }) === true)
    .map(({ id }) => wish(id, text('每个集群都需要', 'Every cluster needs it')));
}

function placementOf(
  component: Component,
  { placement }: ComponentAnswers,
  { customerSystems }: Requirements,
  ledger: Ledger,
): Placement {
  const first = component.placements[0] ?? 'customer';
  if (placement === undefined) {
    const lent = component.lentAs !== undefined && customerSystems[component.lentAs] !== undefined;
    return lent && component.placements.includes('existing') ? 'existing' : first;
  }
  if (component.placements.includes(placement)) return placement;
  ledger.find({
    rule: 'placement-unknown',
    severity: 'blocker',
    object: component.id,
    reason: text(
      `${component.title.zh} 不能这样部署：${placement}`,
      `${component.title.en} cannot be placed as ${placement}`,
    ),
    remedy: text(`可选：${component.placements.join('、')}`, `Choose one of: ${component.placements.join(', ')}`),
  });
  return first;
}

function unknown(name: string, because: Text, { components }: Catalog) {
  const near = [...components.keys()].filter((id) => id.startsWith(name.slice(0, 3))).slice(0, 5);
  return {
    rule: 'component-unknown',
    severity: 'blocker' as const,
    object: name,
    reason: text(`组件目录里没有它（${because.zh}）`, `The catalog has no component of this name (${because.en})`),
    remedy: text(
      near.length > 0 ? `是否指：${near.join('、')}` : '在 bundles/catalog 中添加，或改正名称',
      near.length > 0 ? `Did you mean: ${near.join(', ')}` : 'Add it under bundles/catalog, or correct the name',
    ),
  };
}
