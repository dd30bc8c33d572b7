import type { WhatIfAnswer, WhatIfQuestion } from '../contract/plan.contract.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { withAnswers } from '../requirements/source-edits.ts';
import { needSavedRequirements } from './requirements.ts';
import { needPlan, planOf } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/**
 * The difference other answers would make to the newest plan; nothing of it is kept. Wrong answers are refused by name
 * (REQ_E0002, PLAN_E0023); a variant that could not be approved is shown, with its blockers.
 */
export function whatIf(session: SiteSession, question: WhatIfQuestion): WhatIfAnswer {
  const source =
    'source' in question ? question.source : withAnswers(needSavedRequirements(session).source, question.answers);
  const file = ('file' in question ? question.file : undefined) ?? 'requirements.yaml';
  const other = planOf(session, readRequirements(source, file));
  return {
    changes: diffPlans(needPlan(session).plan, other),
    blockers: other.findings.filter(({ severity }) => severity === 'blocker'),
  };
}
