import type { ArtifactNeed } from '../model/bundle/closure.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { OperationPlan, Step } from '../model/operation/operation-plan.ts';
import { type Carried, phases, type StepDraft, type StepKind, stepId } from '../model/operation/step-kind.ts';
import type { ArtifactRef } from '../model/plan/artifact-ref.ts';
import { type SitePlan, sitePlanHash } from '../model/plan/site-plan.ts';
import { type BundleIndex, Closure } from './closure.ts';

/** A step kind as the planner sees it: what it declares, nothing that runs. */
export type DeclaredStepKind = Pick<
  StepKind<unknown, never>,
  'kind' | 'phase' | 'class' | 'input' | 'weightMs' | 'expand'
>;

/** How many steps of a group run at once; what is not named runs one at a time. */
const limits = { uplink: 8, 'worker-join': 30 };

const nothingCarried: Carried = { images: [], sizeOf: () => 0 };

/**
 * Site plan + step kinds → the frozen list of steps, in phase order. Pure.
 * Throws PLAN_E0007 where the plan has no machines yet; BUNDLE_E0007 naming everything the bundle lacks and who needs it; OP_E0006 for a need that names no step, a double id, or a circle: always our own fault.
 */
export function planOperation(
  sitePlan: SitePlan,
  kinds: readonly DeclaredStepKind[],
  bundle: BundleIndex,
): OperationPlan {
  if (sitePlan.nodes.length === 0) throw new FerrymanError('PLAN_E0007', {});
  const closure = new Closure(bundle);
  const carried = { images: bundle.images, sizeOf: (ref: ArtifactRef) => bundle.find(ref)?.sizeBytes ?? 0 };
  const steps = inPhaseOrder(kinds).flatMap((kind) =>
    kind.expand(sitePlan, closure.needsOf(kind.kind), carried).map((draft) => toStep(kind, draft)),
  );
  closure.prove();
  checkGraph(steps);
  return {
    apiVersion: 'ferryman/v1',
    kind: 'OperationPlan',
    operation: 'install',
    sitePlanHash: sitePlanHash(sitePlan),
    bundleManifestHash: bundle.manifestHash,
    isPractice: sitePlan.isPractice,
    steps,
    artifacts: closure.artifacts(),
    limits,
  };
}

/**
 * Everything the operation of a site plan can touch, for each architecture of the site, whatever a bundle holds. Pure.
 * PLAN_E0007 where the plan has no machines yet: nobody knows then what they need.
 */
export function artifactNeeds(sitePlan: SitePlan, kinds: readonly DeclaredStepKind[]): ArtifactNeed[] {
  if (sitePlan.nodes.length === 0) throw new FerrymanError('PLAN_E0007', {});
  const closure = new Closure();
  for (const kind of inPhaseOrder(kinds)) kind.expand(sitePlan, closure.needsOf(kind.kind), nothingCarried);
  const bySitePlan = closure.needsOf('site plan');
  for (const ref of sitePlan.artifacts) bySitePlan(ref);
  return closure.needs();
}

function inPhaseOrder(kinds: readonly DeclaredStepKind[]): DeclaredStepKind[] {
  return [...kinds].sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || (a.kind < b.kind ? -1 : 1));
}

function toStep(kind: DeclaredStepKind, draft: StepDraft<unknown>): Step {
  const input = kind.input.parse(draft.input);
  return {
    id: stepId(kind.kind, draft.target),
    kind: kind.kind,
    phase: kind.phase,
    title: draft.title,
    target: draft.target,
    class: kind.class,
    input,
    needs: [...new Set(draft.needs)],
    groups: [...(draft.groups ?? [])],
    weightMs: kind.weightMs(input),
  };
}

function checkGraph(steps: readonly Step[]): void {
  const byId = new Map(steps.map((step) => [step.id, step]));
  if (byId.size !== steps.length) throw invalid('two steps share an id');
  for (const step of steps) {
    const unknown = step.needs.find((need) => !byId.has(need));
    if (unknown !== undefined) throw invalid(`${step.id} needs ${unknown}, which is no step`);
  }
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): void => {
    if (done.has(id)) return;
    if (trail.includes(id)) throw invalid(`circle: ${[...trail, id].join(' → ')}`);
    for (const need of byId.get(id)?.needs ?? []) visit(need, [...trail, id]);
    done.add(id);
  };
  for (const { id } of steps) visit(id, []);
}

function invalid(detail: string): FerrymanError {
  return new FerrymanError('OP_E0006', { detail });
}
