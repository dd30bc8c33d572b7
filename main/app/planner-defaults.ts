import type { PlannerDefault, PlanView } from '../contract/plan.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Override } from '../model/site/requirements.ts';
import { isPlannerDefault, isUsable, plannerDefaults } from '../plan/assumptions.ts';
import { withOverride, withoutOverride } from '../requirements/source-edits.ts';
import { changeRequirements } from './change-requirements.ts';
import { needSavedRequirements } from './requirements.ts';
import { needPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/** Every planner default with what may be put in its place; those the plan goes by first. Throws SITE_E0007 without a plan. */
export function listPlannerDefaults(session: SiteSession): PlannerDefault[] {
  const used = new Map(needPlan(session).plan.assumptions.map((assumption) => [assumption.id, assumption] as const));
  return Object.entries(plannerDefaults)
    .map(([id, { title, unit, value, source, least, most }]): PlannerDefault => {
      const found = used.get(id);
      return {
        ...(found ?? { id, title, unit, value, default: value, override: null, source }),
        least,
        most,
        isUsed: found !== undefined,
      };
    })
    .sort((a, b) => Number(b.isUsed) - Number(a.isUsed));
}

/**
 * Puts a figure in the place of a default, with who and why, and plans anew. Throws PLAN_E0020 for an unknown name,
 * PLAN_E0021 for a value one cannot plan with; nothing is kept then.
 */
export function overrideDefault(session: SiteSession, override: Override): PlanView {
  const { assumption: name, value } = override;
  if (!isPlannerDefault(name))
    throw new FerrymanError('PLAN_E0020', { name, known: Object.keys(plannerDefaults).join(', ') });
  if (!isUsable(override)) {
    const { least, most, title } = plannerDefaults[name];
    throw new FerrymanError('PLAN_E0021', { name, value, least, most, title }, { target: 'value' });
  }
  return changeRequirements(session, withOverride(needSavedRequirements(session).source, override));
}

/** Goes back to the default and plans anew. Throws PLAN_E0022 where nothing was put in its place. */
export function removeOverride(session: SiteSession, name: string): PlanView {
  const { source, requirements } = needSavedRequirements(session);
  const changed = requirements.overrides.map(({ assumption }) => assumption);
  if (!changed.includes(name)) throw new FerrymanError('PLAN_E0022', { name, changed: changed.join(', ') || '–' });
  return changeRequirements(session, withoutOverride(source, name));
}
