import type { Expressions } from '../../catalog/expression.ts';
import type { Finding } from '../../model/plan/finding.ts';
import type { KubernetesRelease } from '../../model/plan/kubernetes-release.ts';
import type { ExistingUse } from '../../model/plan/planned-machine.ts';
import type { PortRow, RouteRow } from '../../model/plan/reach-plan.ts';
import type { SchedulePlan } from '../../model/plan/schedule-plan.ts';
import type { PlannedNode } from '../../model/plan/site-plan.ts';
import type { HostFacts } from '../../model/site/host-facts.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import type { Text } from '../../model/text.ts';
import type { EnvironmentView } from '../reach/environment-view.ts';

/** The plan as far as it is made, with what it was made from. */
export interface RuleContext {
  readonly requirements: Requirements;
  readonly facts: Readonly<Record<string, HostFacts>>;
  readonly views: readonly EnvironmentView[];
  readonly routes: readonly RouteRow[];
  readonly ports: readonly PortRow[];
  readonly existing: readonly ExistingUse[];
  readonly schedule: SchedulePlan | null;
  /** The machines the installation makes a cluster of; empty while nobody named any. */
  readonly nodes: readonly PlannedNode[];
  readonly release: KubernetesRelease;
  readonly expressions: Expressions;
}

/** One thing a plan must hold to; its file is all there is of it. */
export interface PlanRule {
  readonly id: string;
  readonly find: (context: RuleContext) => Omit<Finding, 'rule'>[];
}

export function finding(
  severity: Finding['severity'],
  object: string,
  reason: Text,
  remedy: Text,
): Omit<Finding, 'rule'> {
  return { severity, object, reason, remedy };
}

const mostNamed = 6;

/** The first few names, and how many more there are: a finding is read by people. */
export function someOf(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 1 ? `${names.slice(0, mostNamed).join(', ')} … +${more}` : names.join(', ');
}

export function isHighlyAvailable({ draft }: EnvironmentView): boolean {
  return draft.environment.availability !== 'basic';
}
