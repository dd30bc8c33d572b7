import type { CheckKind, Finding } from '../../model/checks/check-kind.ts';
import type { ErrorRecord } from '../../model/errors/ferryman-error.ts';
import type { PlannedNode, SitePlan } from '../../model/plan/site-plan.ts';
import type { DiskLatency } from '../../model/site/disk-latency.ts';
import type { HostFacts } from '../../model/site/host-facts.ts';
import { text } from '../../model/text.ts';

/** What preflight looks at: the plan, what every machine said of itself, and who could not be asked. */
export interface PreflightContext {
  readonly plan: SitePlan;
  readonly facts: Readonly<Record<string, HostFacts | undefined>>;
  readonly failures: Readonly<Record<string, ErrorRecord | undefined>>;
  /** What each machine's clock said, where it was asked: only differences between machines mean anything. */
  readonly clocks: Readonly<Record<string, { readonly offsetMs: number; readonly tookMs: number } | undefined>>;
  /** Of each control-plane machine that could be asked: its disk, or why that could not be measured. */
  readonly diskLatencies: Readonly<
    Record<string, DiskLatency | { readonly state: 'broken'; readonly error: unknown } | undefined>
  >;
}

export type PreflightCheck = CheckKind<PreflightContext>;

interface HostCheck extends Omit<PreflightCheck, 'stage' | 'targets' | 'look'> {
  readonly lookAt: (facts: HostFacts, node: PlannedNode, context: PreflightContext) => Omit<Finding, 'target'>;
}

/** A check that is made on each node's facts by itself. A machine that could not be asked is not applicable here: `reachable` says so. */
export function hostCheck({ lookAt, ...check }: HostCheck): PreflightCheck {
  return {
    ...check,
    stage: 'preflight',
    targets: ({ plan }) => plan.nodes.map(({ name }) => name),
    look: (context) =>
      context.plan.nodes.map((node) => {
        const facts = context.facts[node.name];
        if (facts !== undefined) return { target: node.name, ...lookAt(facts, node, context) };
        return {
          target: node.name,
          outcome: 'not-applicable',
          summary: text('没有读到这台机器的情况', 'This machine could not be asked'),
          evidence: '',
        };
      }),
  };
}
