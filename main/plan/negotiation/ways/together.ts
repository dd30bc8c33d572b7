import type { ChangedAnswer, WayBack } from '../../../model/plan/negotiation.ts';
import { text } from '../../../model/text.ts';
import {
  askedEnvironment,
  changed,
  holdsWith,
  largest,
  machineAnswers,
  nothingBought,
  type WayFinder,
  withEnvironment,
} from '../situation.ts';
import { jobsAnswer, queues, withJobs } from './fewer-jobs.ts';
import { plannedUsers, withUsers } from './fewer-users.ts';
import { dispensable, leftOut, wayWithout, without } from './leave-out.ts';

/**
 * For machines so few that no single promise is enough: everything dispensable out, then as much of the load as goes;
 * first with what may stop as promised, else without.
 */
export const together: WayFinder = (situation) => {
  const { requirements, offer } = situation;
  const left = dispensable(situation);
  const names = left.map(({ name }) => name);
  const bare = without(requirements, offer.environment, names);
  const { availability } = askedEnvironment(requirements, offer.environment);
  const out = left.length === 0 ? { given: [] } : wayWithout(situation, left);
  const outAnswers = left.length === 0 ? [] : leftOut(situation, names);

  const [planned, rates] = [plannedUsers(situation), queues(situation)];
  const share = (value: number, percent: number) => Math.max(1, Math.floor((value * percent) / 100));
  const withLoad = (base: typeof requirements, percent: number) =>
    withJobs(
      situation,
      withUsers(base, share(planned, percent)),
      rates.map((rate) => ({ ...rate, jobsPerHour: share(rate.jobsPerHour, percent) })),
    );
  const give = (level: typeof availability): WayBack[] => {
    const base = withEnvironment(bare, offer.environment, { availability: level });
    const percent = largest(100, (value) => holdsWith(situation, withLoad(base, value)));
    if (percent === 0) return [];
    const load = percent === 100 ? [] : [{ promise: 'users' as const, what: loadWords(percent) }];
    const failures =
      level === availability
        ? []
        : [
            {
              promise: 'failures' as const,
              what: text('任何一台停机都可能影响业务', 'Any machine that stops may be felt'),
            },
          ];
    const given = [...out.given, ...load, ...failures];
    const answers: ChangedAnswer[] = [
      ...outAnswers,
      ...(level === availability
        ? []
        : [changed(`environments.${offer.environment}.availability`, availability, level)]),
      ...(percent === 100
        ? []
        : [
            changed('load.concurrentUsers', planned, share(planned, percent)),
            ...rates.map((rate) => jobsAnswer(situation, rate, share(rate.jobsPerHour, percent))),
          ]),
      ...machineAnswers(situation),
    ];
    const title = text(given.map(({ what }) => what.zh).join('；'), given.map(({ what }) => what.en).join('; '));
    return [{ id: `together-${level}`, title, cost: nothingBought, given, answers }];
  };
  return [...give(availability), ...(availability === 'basic' ? [] : give('basic'))].filter(
    ({ given }) => given.length > 1,
  );
};

function loadWords(percent: number) {
  return text(`人数和处理量降到原定的 ${percent} %`, `People and jobs cut to ${percent} % of what was planned`);
}
