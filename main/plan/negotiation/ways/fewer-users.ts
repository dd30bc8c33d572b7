import type { Requirements } from '../../../model/site/requirements.ts';
import { text } from '../../../model/text.ts';
import {
  changed,
  holdsWith,
  largest,
  machineAnswers,
  nothingBought,
  type Situation,
  type WayFinder,
} from '../situation.ts';

/** People at work at once, today: answered, or assumed by the plan. */
export function plannedUsers({ plan, offer }: Situation): number {
  return plan.figures[`${offer.environment}.load.concurrentUsers`]?.inputs.concurrentUsers as number;
}

export function withUsers(requirements: Requirements, concurrentUsers: number): Requirements {
  return { ...requirements, load: { ...requirements.load, concurrentUsers } };
}

/** As many people as the offered machines carry with every other promise kept. */
export const fewerUsers: WayFinder = (situation) => {
  const planned = plannedUsers(situation);
  const users = largest(planned, (count) => holdsWith(situation, withUsers(situation.requirements, count)));
  if (users === 0 || users === planned) return [];
  const what = text(`同时使用人数由 ${planned} 降到 ${users}`, `${users} people at work at once instead of ${planned}`);
  return [
    {
      id: 'fewer-users',
      title: what,
      cost: nothingBought,
      given: [{ promise: 'users', what }],
      answers: [changed('load.concurrentUsers', planned, users), ...machineAnswers(situation)],
    },
  ];
};
