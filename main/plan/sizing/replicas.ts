import type { BusinessModule } from '../../model/site/business-module.ts';
import type { Availability } from '../../model/site/environment.ts';

export interface ReplicaInput {
  /** Requests per second of the whole environment at its busiest. */
  readonly requestsPerSecond: number;
  readonly availability: Availability;
  readonly loadShare: number;
}

export interface Replicas {
  readonly count: number;
  readonly needed: number;
  readonly spare: number;
  readonly minimum: number;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, number>>;
}

const promise: Readonly<Record<Availability, { minimum: number; spare: number }>> = {
  basic: { minimum: 1, spare: 0 },
  'one-machine': { minimum: 2, spare: 1 },
  'two-machines': { minimum: 3, spare: 2 },
};

/** F5: pods of a module from its share of the load. A load test goes before the estimate; a queue counts jobs, not people. */
export function replicasOf(
  module: BusinessModule,
  { requestsPerSecond, availability, loadShare }: ReplicaInput,
): Replicas {
  const { minimum, spare } = promise[availability];
  const least = Math.max(module.minReplicas ?? 0, module.isCore && minimum > 1 ? Math.max(3, minimum) : minimum);
  const odd = (count: number) => (module.isQuorum ? Math.max(3, count + ((count + 1) % 2)) : count);
  const bounded = (count: number) => odd(Math.min(count, module.maxReplicas ?? Number.POSITIVE_INFINITY));
  const { queue, loadTest } = module;
  if (queue !== undefined) {
    const jobsPerHour = queue.jobsPerHour * loadShare;
    const needed = ceil((jobsPerHour * queue.secondsPerJob) / 3600 / queue.jobsAtOncePerPod);
    const floor = Math.max(1, module.minReplicas ?? 0);
    return {
      count: bounded(Math.max(floor, needed)),
      needed,
      spare: 0,
      minimum: floor,
      formula: 'max(minimum, ⌈jobs per hour × seconds per job ÷ 3600 ÷ jobs at once⌉)',
      inputs: {
        jobsPerHour,
        secondsPerJob: queue.secondsPerJob,
        jobsAtOncePerPod: queue.jobsAtOncePerPod,
        minimum: floor,
      },
    };
  }
  const rate = requestsPerSecond * module.userShare;
  if (loadTest !== undefined) {
    const needed = ceil(rate / loadTest.requestsPerSecondPerPod);
    return {
      count: bounded(Math.max(least, needed + spare)),
      needed,
      spare,
      minimum: least,
      formula: 'max(minimum, ⌈requests per second ÷ requests per second of one pod in the load test⌉ + spare)',
      inputs: {
        requestsPerSecond: rate,
        requestsPerSecondPerPod: loadTest.requestsPerSecondPerPod,
        spare,
        minimum: least,
      },
    };
  }
  const needed = ceil((rate * module.latencySeconds) / module.perPodConcurrency);
  return {
    count: bounded(Math.max(least, needed + spare)),
    needed,
    spare,
    minimum: least,
    formula: 'max(minimum, ⌈requests per second × latency ÷ requests one pod works on at once⌉ + spare)',
    inputs: {
      requestsPerSecond: rate,
      latencySeconds: module.latencySeconds,
      perPodConcurrency: module.perPodConcurrency,
      spare,
      minimum: least,
    },
  };
}

/** 2.0000000000000004 pods are two pods. */
export function ceil(value: number): number {
  return Math.ceil(Math.round(value * 1e9) / 1e9);
}
