import type { PlanView } from '../contract/plan.contract.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { saveRequirements } from './requirements.ts';
import { makePlan, planOf } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** Keeps another text of the requirements and plans anew. The plan is tried before anything is kept. */
export function changeRequirements(session: SiteSession, source: string): PlanView {
  const file = 'requirements.yaml';
  planOf(session, readRequirements(source, file));
  saveRequirements(session, source, file);
  return makePlan(session);
}
