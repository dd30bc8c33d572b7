import type { CheckKind } from '../../model/checks/check-kind.ts';
import type { PlannedRegistry } from '../../model/plan/planned-registry.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ClusterApi } from '../../ports/cluster-api.ts';
import type { SiteRegistry } from '../../ports/site-registry.ts';
import type { NodeRunner } from '../../ports/step-context.ts';
import type { ProbePods } from './probe-pods.ts';

/** What verification looks at: the cluster through its API, the nodes themselves, and pods of our own on every node. */
export interface VerificationContext {
  readonly plan: SitePlan;
  readonly api: ClusterApi;
  readonly node: (machine: string) => Promise<NodeRunner>;
  readonly openSiteRegistry: (registry: PlannedRegistry) => Promise<SiteRegistry>;
  /** Digest of an image's manifest in the bundle, by name and platform. */
  readonly imageDigest: (name: string, platform: string) => string | undefined;
  /** Deployed once, shared by the checks that need them. */
  readonly probePods: () => Promise<ProbePods>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type VerificationCheck = CheckKind<VerificationContext>;
