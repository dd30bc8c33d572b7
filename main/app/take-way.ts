import type { PlanView, WayChoice } from '../contract/plan.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { WayBack } from '../model/plan/negotiation.ts';
import { withAnswers, withOverride } from '../requirements/source-edits.ts';
import { changeRequirements } from './change-requirements.ts';
import { negotiateMachines } from './negotiate.ts';
import { needSavedRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

const overrides = 'overrides.';
const longestReason = 300;

/**
 * Answers as the way says and plans anew: a new revision, with the approval of the one before left behind. `by` stands
 * beside every planner default the way replaces. PLAN_E0024 for no such way, PLAN_E0025 for one that changes no answer;
 * nothing is kept then.
 */
export function takeWay(session: SiteSession, choice: WayChoice, by: string): PlanView {
  return changeRequirements(session, sourceWithWay(session, choice, by));
}

/** The text of the requirements with the answers of a way. Errors as `takeWay`. */
export function sourceWithWay(session: SiteSession, choice: WayChoice, by: string): string {
  const way = wayNamed(session, choice);
  const edits = way.answers.map(({ edit }) => edit);
  const { source } = needSavedRequirements(session);
  const answered = withAnswers(
    source,
    edits.filter(({ path }) => !path.startsWith(overrides)),
  );
  return edits
    .filter(({ path }) => path.startsWith(overrides))
    .reduce(
      (text, { path, value }) =>
        withOverride(text, {
          assumption: path.slice(overrides.length),
          value: Number(value),
          by,
          why: `${way.title.zh} / ${way.title.en}`.slice(0, longestReason),
        }),
      answered,
    );
}

function wayNamed(session: SiteSession, { way: wanted, ...request }: WayChoice): WayBack {
  const { ways } = negotiateMachines(session, request);
  const way = ways.find(({ id }) => id === wanted);
  if (way === undefined) {
    throw new FerrymanError('PLAN_E0024', { way: wanted, ways: ways.map(({ id }) => id).join(', ') || '–' });
  }
  if (way.answers.length === 0) throw new FerrymanError('PLAN_E0025', { way: wanted, title: way.title });
  return way;
}
