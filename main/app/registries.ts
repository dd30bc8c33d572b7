import { Expressions } from '../catalog/expression.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import { readReleases } from '../catalog/read-release.ts';
import type { PreflightCheck } from '../checks/preflight/host-check.ts';
import type { VerificationCheck } from '../checks/verification/verification-context.ts';
import type { Catalog } from '../model/catalog/product.ts';
import type { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { PlanRule } from '../plan/rules/plan-rule.ts';
import type { EngineStepKind } from '../ports/step-context.ts';

/** What the product can do, gathered from the folders when it is built: a new step, check or release is one new file. */
export interface Registries {
  readonly steps: readonly EngineStepKind[];
  readonly preflight: readonly PreflightCheck[];
  readonly verification: readonly VerificationCheck[];
  readonly releases: readonly KubernetesRelease[];
  readonly catalog: Catalog;
  /** Sizing rules of the catalog, parsed once. */
  readonly expressions: Expressions;
  readonly planRules: readonly PlanRule[];
}

export function registries(): Registries {
  return {
    steps: defaults<EngineStepKind>(import.meta.glob('../steps/**/*.step.ts', { eager: true })),
    preflight: defaults<PreflightCheck>(import.meta.glob('../checks/preflight/*.check.ts', { eager: true })),
    verification: defaults<VerificationCheck>(import.meta.glob('../checks/verification/*.check.ts', { eager: true })),
    releases: readReleases(
      import.meta.glob<string>('../../bundles/kubernetes/*.yaml', { eager: true, query: '?raw', import: 'default' }),
    ),
    catalog: readCatalog({
      components: import.meta.glob<string>('../../bundles/catalog/*.yaml', {
        eager: true,
        query: '?raw',
        import: 'default',
      }),
      products: import.meta.glob<string>('../../bundles/products/*.yaml', {
        eager: true,
        query: '?raw',
        import: 'default',
      }),
    }),
    expressions: new Expressions(),
    planRules: defaults<PlanRule>(import.meta.glob('../plan/rules/*.rule.ts', { eager: true })),
  };
}

function defaults<T>(modules: Readonly<Record<string, unknown>>): T[] {
  return Object.keys(modules)
    .sort()
    .map((path) => (modules[path] as { default: T }).default);
}
