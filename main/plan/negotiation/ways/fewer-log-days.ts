import type { WayBack } from '../../../model/plan/negotiation.ts';
import type { Requirements } from '../../../model/site/requirements.ts';
import { type Text, text } from '../../../model/text.ts';
import {
  changed,
  holdsWith,
  largest,
  machineAnswers,
  nothingBought,
  type Situation,
  type WayFinder,
} from '../situation.ts';

type Days = 'hotDays' | 'retentionDays';

const words: Readonly<Record<Days, (before: number, after: number) => Text>> = {
  hotDays: (before, after) =>
    text(
      `可即时查询的日志由 ${before} 天降到 ${after} 天`,
      `Logs searchable at once for ${after} days instead of ${before}`,
    ),
  retentionDays: (before, after) =>
    text(`日志保留由 ${before} 天降到 ${after} 天`, `Logs kept for ${after} days instead of ${before}`),
};

/** Fewer days of logs on the offered disks: first those searched at once, then those kept (the plan refuses what the law asks for). */
export const fewerLogDays: WayFinder = (situation) => [
  ...fewer(situation, 'hotDays'),
  ...fewer(situation, 'retentionDays'),
];

function fewer(situation: Situation, which: Days): WayBack[] {
  const planned = situation.plan.logs[which];
  const days = largest(planned, (count) => holdsWith(situation, withDays(situation.requirements, which, count)));
  if (days === 0 || days === planned) return [];
  const what = words[which](planned, days);
  const hot = situation.requirements.logs.hotDays;
  return [
    {
      id: which === 'hotDays' ? 'fewer-hot-days' : 'shorter-retention',
      title: what,
      cost: nothingBought,
      given: [{ promise: 'retention', what }],
      answers: [
        changed(`logs.${which}`, planned, days),
        ...(which === 'retentionDays' && (hot ?? 0) > days ? [changed('logs.hotDays', hot ?? 0, days)] : []),
        ...machineAnswers(situation),
      ],
    },
  ];
}

function withDays(requirements: Requirements, which: Days, days: number): Requirements {
  const { logs } = requirements;
  // what is not kept cannot be searched
  const hot = which === 'retentionDays' && logs.hotDays !== undefined ? { hotDays: Math.min(logs.hotDays, days) } : {};
  return { ...requirements, logs: { ...logs, ...hot, [which]: days } };
}
