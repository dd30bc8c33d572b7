import type { PlanHead } from '../contract/plan.contract.ts';
import type { PlanChange } from '../model/plan/plan-change.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import type { DocumentRevision } from '../ports/site-store.ts';
import { approvalOf, planOfRevision } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** Which plan is the newest, and whether it is approved: small enough to be asked for again and again. */
export function planHead(session: SiteSession): PlanHead | null {
  const document = session.store.latestDocument('site-plan');
  return document === undefined ? null : headOf(session, document);
}

/** Newest first. */
export function planRevisions(session: SiteSession): PlanHead[] {
  const newest = session.store.latestDocument('site-plan')?.revision ?? 0;
  return Array.from({ length: newest }, (_, index) => newest - index).flatMap((revision) => {
    const document = session.store.documentOfRevision('site-plan', revision);
    return document === undefined ? [] : [headOf(session, document)];
  });
}

/** What the second revision has that the first has not. Throws PLAN_E0006 where one of them does not exist. */
export function diffRevisions(session: SiteSession, from: number, to: number): PlanChange[] {
  return diffPlans(planOfRevision(session, from).plan, planOfRevision(session, to).plan);
}

function headOf(session: SiteSession, { hash, revision, createdAt }: DocumentRevision): PlanHead {
  return { hash, revision, createdAt, approval: approvalOf(session, hash) };
}
