import { z } from 'zod';
import type { ClosureDemand } from '../bundle/closure.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { OperationPlan, operationPlanHash } from '../model/operation/operation-plan.ts';
import { SitePlan, sitePlanHash } from '../model/plan/site-plan.ts';
import { artifactNeeds } from '../plan/operation-plan.ts';
import type { Registries } from './registries.ts';

/** What a bundle for a site must hold: everything the steps of its plan can touch. PLAN_E0007 without machines. */
export function demandOfPlan({ steps }: Registries, plan: SitePlan): ClosureDemand {
  return { site: plan.site.name, planHash: sitePlanHash(plan), needs: artifactNeeds(plan, steps) };
}

const Printed = z.object({ plan: SitePlan });

/** The same from a plan's JSON: a site plan, what `ferryman plan --json` prints, or an operation plan. INPUT_E0001 for anything else. */
export function demandOfJson(registries: Registries, json: unknown, path: string): ClosureDemand {
  const operation = OperationPlan.safeParse(json);
  if (operation.success) {
    const needs = operation.data.artifacts.map(({ ref, neededBy }) => ({ ref, neededBy: [neededBy] }));
    return { site: '', planHash: operationPlanHash(operation.data), needs };
  }
  const printed = Printed.safeParse(json);
  const plan = printed.success ? printed : SitePlan.safeParse(json);
  if (!plan.success) {
    throw new FerrymanError('INPUT_E0001', { detail: `${path} is neither a site plan nor an operation plan` });
  }
  return demandOfPlan(registries, 'plan' in plan.data ? plan.data.plan : plan.data);
}
