import type { WhatIfAnswer, WhatIfQuestion } from '../contract/plan.contract.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { withAnswers } from '../requirements/source-edits.ts';
import { needSavedRequirements } from './requirements.ts';
import { needPlan, planOf } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';
import { sourceWithWay } from './take-way.ts';

/**
 * The difference other answers would make to the newest plan; nothing of it is kept. Wrong answers are refused by name
 * (REQ_E0002, PLAN_E0023 to PLAN_E0025); a variant that could not be approved is shown, with its blockers.
 */
export function whatIf(session: SiteSession, question: WhatIfQuestion): WhatIfAnswer {
  const source = sourceOf(session, question);
  const file = ('file' in question ? question.file : undefined) ?? 'requirements.yaml';
  const other = planOf(session, readRequirements(source, file));
  return {
    changes: diffPlans(needPlan(session).plan, other),
    blockers: other.findings.filter(({ severity }) => severity === 'blocker'),
  };
}

function sourceOf(session: SiteSession, question: WhatIfQuestion): string {
  if ('source' in question) return question.source;
  if ('way' in question) return sourceWithWay(session, question, session.operator);
  return withAnswers(needSavedRequirements(session).source, question.answers);
}
