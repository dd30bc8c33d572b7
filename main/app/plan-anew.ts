import type { Replanned } from '../contract/intake.contract.ts';
import { isFerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import { makePlan, savedPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** A draft of the plan from answers that just came in, and what it changes. Answers no plan can be made of are told, not thrown. */
export function planAnew(session: SiteSession): Replanned {
  const before = savedPlan(session);
  const from = before?.revision ?? null;
  try {
    const after = makePlan(session);
    const changes = before === null ? [] : diffPlans(before.plan, after.plan);
    return { revision: after.revision, from, changes, failure: null };
  } catch (error) {
    if (!isFerrymanError(error)) throw error;
    return { revision: from, from, changes: [], failure: toErrorRecord(error) };
  }
}
