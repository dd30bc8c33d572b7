import type { Availability } from '../../../model/site/environment.ts';
import { text } from '../../../model/text.ts';
import {
  askedEnvironment,
  changed,
  holdsWith,
  machineAnswers,
  nothingBought,
  type WayFinder,
  withEnvironment,
} from '../situation.ts';

const levels: readonly Availability[] = ['two-machines', 'one-machine', 'basic'];

const words = {
  'two-machines': text('允许任意两台停机', 'any two machines may stop'),
  'one-machine': text('允许任意一台停机', 'any one machine may stop'),
  basic: text('任何一台停机都可能影响业务', 'any machine that stops may be felt'),
} as const satisfies Readonly<Record<Availability, unknown>>;

/** The next lower promise of what may stop at which everything else holds. */
export const lessAvailability: WayFinder = (situation) => {
  const { requirements, offer } = situation;
  const { availability } = askedEnvironment(requirements, offer.environment);
  const lower = levels.slice(levels.indexOf(availability) + 1);
  const level = lower.find((next) =>
    holdsWith(situation, withEnvironment(requirements, offer.environment, { availability: next })),
  );
  if (level === undefined) return [];
  const [before, after] = [words[availability], words[level]];
  const what = text(`由“${before.zh}”改为“${after.zh}”`, `“${after.en}” instead of “${before.en}”`);
  return [
    {
      id: `availability-${level}`,
      title: what,
      cost: nothingBought,
      given: [{ promise: 'failures', what }],
      answers: [
        changed(`environments.${offer.environment}.availability`, availability, level),
        ...machineAnswers(situation),
      ],
    },
  ];
};
