import type { ChangedAnswer, WayBack } from '../../../model/plan/negotiation.ts';
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

/** Jobs per hour of a module that works off a queue, as planned. */
export interface QueueRate {
  readonly module: string;
  readonly jobsPerHour: number;
}

/** As many jobs per hour as go, one queue at a time: people wait longer for the rest. */
export const fewerJobs: WayFinder = (situation) =>
  queues(situation).flatMap((queue): WayBack[] => {
    const { module, jobsPerHour } = queue;
    const rate = largest(jobsPerHour, (count) =>
      holdsWith(situation, withJobs(situation, situation.requirements, [{ module, jobsPerHour: count }])),
    );
    if (rate === 0 || rate === jobsPerHour) return [];
    const what = text(
      `${module} 每小时处理 ${rate} 个（原定 ${jobsPerHour}），排队变长`,
      `${module} works off ${rate} jobs an hour instead of ${jobsPerHour}: people wait longer`,
    );
    return [
      {
        id: `fewer-jobs-${module}`,
        title: what,
        cost: nothingBought,
        given: [{ promise: 'jobs', what }],
        answers: [jobsAnswer(situation, queue, rate), ...machineAnswers(situation)],
      },
    ];
  });

/** The whole queue is written: a module its product describes has no queue of its own in the requirements yet. */
export function jobsAnswer(
  { modules }: Pick<Situation, 'modules'>,
  { module, jobsPerHour }: QueueRate,
  rate: number,
): ChangedAnswer {
  const queue = modules.find(({ name }) => name === module)?.queue;
  const path = `modules.${module}.queue`;
  return changed(`${path}.jobsPerHour`, jobsPerHour, rate, { path, value: { ...queue, jobsPerHour: rate } });
}

export function queues({ modules, offer }: Pick<Situation, 'modules' | 'offer'>): QueueRate[] {
  return modules
    .filter(({ environments }) => environments.length === 0 || environments.includes(offer.environment))
    .flatMap(({ name, queue }) => (queue === undefined ? [] : [{ module: name, jobsPerHour: queue.jobsPerHour }]));
}

export function withJobs(
  { modules: described }: Pick<Situation, 'modules'>,
  requirements: Requirements,
  rates: readonly QueueRate[],
): Requirements {
  const changedModules = rates.flatMap(({ module, jobsPerHour }) => {
    const queue = described.find(({ name }) => name === module)?.queue;
    if (queue === undefined) return [];
    const answers = requirements.modules.find(({ name }) => name === module) ?? { name: module };
    return [{ ...answers, queue: { ...queue, jobsPerHour } }];
  });
  const names = new Set(changedModules.map(({ name }) => name));
  return {
    ...requirements,
    modules: [...requirements.modules.filter(({ name }) => !names.has(name)), ...changedModules],
  };
}
