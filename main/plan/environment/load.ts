import type { Environment } from '../../model/site/environment.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';

export interface PlannedLoad {
  readonly concurrentUsers: number;
  readonly requestsPerSecond: number;
}

/** F5: people at work at once, and the requests per second they make at the busiest moment, in one environment. */
export function plannedLoad({ load }: Requirements, environment: Environment, ledger: Ledger): PlannedLoad {
  const { assumptions } = ledger;
  const now = load.concurrentUsers ?? assumedUsers(load.registeredUsers, ledger);
  // people grow only where somebody said so: a forecast nobody made is no reason to buy machines
  const growth = load.growthPerYear ?? 0;
  const years = load.growthPerYear === undefined ? 0 : (load.years ?? assumptions.get('years'));
  const concurrentUsers = Math.ceil(Math.round(now * (1 + growth) ** years * environment.loadShare * 1e6) / 1e6);
  const thinkTimeSeconds = assumptions.get('think-time-seconds');
  const burst = assumptions.get('burst-factor');
  const requestsPerSecond = (concurrentUsers / thinkTimeSeconds) * burst;
  ledger.figure(`${environment.name}.load.concurrentUsers`, {
    value: concurrentUsers,
    unit: 'count',
    formula: '⌈concurrent users × (1 + growth)^years × share of the load⌉',
    inputs: { concurrentUsers: now, growth, years, loadShare: environment.loadShare },
    from: {
      concurrentUsers:
        load.concurrentUsers === undefined ? 'assumption:concurrent-users' : 'answer:load.concurrentUsers',
      growth: 'answer:load.growthPerYear',
      years: 'answer:load.years',
      loadShare: `answer:environments.${environment.name}.loadShare`,
    },
    source: { kind: 'rule', reference: 'F5' },
    meaning: text('最忙时同时使用的人数', 'People using it at the busiest moment'),
  });
  ledger.figure(`${environment.name}.load.requestsPerSecond`, {
    value: requestsPerSecond,
    unit: '1/s',
    formula: 'concurrent users ÷ think time × burst',
    inputs: { concurrentUsers, thinkTimeSeconds, burst },
    from: {
      concurrentUsers: `figure:${environment.name}.load.concurrentUsers`,
      thinkTimeSeconds: 'assumption:think-time-seconds',
      burst: 'assumption:burst-factor',
    },
    source: { kind: 'rule', reference: 'F5' },
    meaning: text('最忙时每秒的请求数', 'Requests per second at the busiest moment'),
  });
  return { concurrentUsers, requestsPerSecond };
}

function assumedUsers(registered: number | undefined, ledger: Ledger): number {
  const share = ledger.assumptions.get('concurrent-share');
  const assumed = registered === undefined ? ledger.assumptions.get('concurrent-users') : Math.ceil(registered * share);
  ledger.ask({
    path: 'load.concurrentUsers',
    section: 'application',
    question: text('最忙的时候有多少人同时使用？', 'How many people use it at the same time at the busiest hour?'),
    assumed: text(`${assumed} 人`, `${assumed} people`),
  });
  return assumed;
}
