import type { PlanView } from '../contract/plan.contract.ts';
import { hashOf } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { SitePlan, sitePlanHash } from '../model/plan/site-plan.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { planSite } from '../plan/site-plan.ts';
import type { DocumentRevision } from '../ports/site-store.ts';
import { plainFacts } from './collect-facts.ts';
import type { Registries } from './registries.ts';
import { needRequirements } from './requirements.ts';
import { type SiteSession, siteJournal } from './site-session.ts';

/** Plans anew; the same requirements and facts give the same hash and no new revision. */
export function makePlan(session: SiteSession): PlanView {
  return view(session, session.store.saveDocument('site-plan', planOf(session, needRequirements(session))));
}

/** The plan other answers would give. Nothing is kept. */
export function planOf(session: SiteSession, requirements: Requirements): SitePlan {
  const { store, registries } = session;
  return draftPlan(registries, requirements, plainFacts(session), store.isPractice);
}

/** A plan of answers alone, for whoever has no site file yet. */
export function draftPlan(
  { releases, catalog, expressions, planRules }: Registries,
  requirements: Requirements,
  facts: Readonly<Record<string, HostFacts>> = {},
  isPractice = false,
): SitePlan {
  return planSite({ requirements, releases, catalog, expressions, rules: planRules, facts, isPractice });
}

/** A plan as it was. Throws PLAN_E0006 where there is no such revision. */
export function planOfRevision(session: SiteSession, revision: number): PlanView {
  const document = session.store.documentOfRevision('site-plan', revision);
  if (document === undefined) throw new FerrymanError('PLAN_E0006', { revision, newest: needPlan(session).revision });
  return view(session, document);
}

export function savedPlan(session: SiteSession): PlanView | null {
  const document = session.store.latestDocument('site-plan');
  return document === undefined ? null : view(session, document);
}

export function needPlan(session: SiteSession): PlanView {
  const saved = savedPlan(session);
  if (saved === null) throw new FerrymanError('SITE_E0007', { what: 'plan', next: 'ferryman plan' });
  return saved;
}

/**
 * Binds a person to this very plan. PLAN_E0003 when the hash is not the newest plan's; PLAN_E0011 when answers changed since
 * it was made; PLAN_E0002 with open deviations; PLAN_E0004 while the plan has blockers.
 */
export async function approvePlan(session: SiteSession, hash: string, by: string): Promise<PlanView> {
  const current = needPlan(session);
  if (current.hash !== hash) throw new FerrymanError('PLAN_E0003', { hash });
  if (current.plan.requirementsHash !== hashOf(needRequirements(session))) throw new FerrymanError('PLAN_E0011', {});
  const blockers = current.plan.findings.filter(({ severity }) => severity === 'blocker');
  if (blockers.length > 0) {
    throw new FerrymanError('PLAN_E0004', {
      count: blockers.length,
      blockers: blockers.map(({ object, reason }) => `${object}: ${reason.en}`).join('; '),
    });
  }
  const open = current.plan.deviations.filter(({ acceptance }) => acceptance === null).map(({ id }) => id);
  if (open.length > 0) throw new FerrymanError('PLAN_E0002', { deviations: open.join(', ') });
  await session.store.append(siteJournal, { type: 'plan-approved', by, planHash: hash });
  return needPlan(session);
}

function view(session: SiteSession, { content, revision, createdAt }: DocumentRevision): PlanView {
  const plan = SitePlan.parse(content);
  const hash = sitePlanHash(plan);
  return { plan, hash, revision, createdAt, approval: approvalOf(session, hash) };
}

/** Who approved this very plan, if anybody did. */
export function approvalOf({ store }: SiteSession, hash: string): PlanView['approval'] {
  const entry = store
    .entriesAfter(0, siteJournal)
    .findLast(({ event }) => event.type === 'plan-approved' && event.planHash === hash);
  return entry?.event.type === 'plan-approved' ? { by: entry.event.by, at: entry.at } : null;
}
