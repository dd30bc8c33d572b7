import type { PlanPromise } from '../../model/plan/negotiation.ts';
import { type Text, text } from '../../model/text.ts';
import { environmentOf, type Held, hold, isCarried } from './hold.ts';
import { holdsWith, largest, type Situation } from './situation.ts';
import { plannedUsers, withUsers } from './ways/fewer-users.ts';

const mostNamed = 5;

/** Everything the plan promises of its machines, each held against the offered ones. */
export function promises(situation: Situation): PlanPromise[] {
  const { plan, requirements, offer } = situation;
  const held = hold(plan, requirements, offer);
  const environment = environmentOf(plan, offer.environment);
  return [
    runs(held),
    ...(held.proof.failures === 0 ? [] : [failures(held)]),
    headroom(held),
    data(held),
    ...environment.machines
      .flatMap(({ role, title }) =>
        held.shortages.filter((shortage) => shortage.role === role).map((one) => ({ ...one, title })),
      )
      .map(machines),
    users(situation),
    retention(situation, held),
  ];
}

function promise(id: PlanPromise['id'], title: Text, wanted: Text, found: Text, holds: boolean): PlanPromise {
  return { id, title, wanted, found, holds };
}

function runs({ unplaced }: Held): PlanPromise {
  return promise(
    'runs',
    text('全部服务都能运行', 'Every service runs'),
    text('全部服务', 'All services'),
    unplaced.length === 0
      ? text('都放得下', 'All find room')
      : text(
          `${unplaced.length} 个容器组放不下：${named(unplaced)}`,
          `${unplaced.length} pods find no room: ${named(unplaced)}`,
        ),
    unplaced.length === 0,
  );
}

function failures({ proof, unplaced }: Held): PlanPromise {
  const title = text('坏机器不停业务', 'It goes on when machines stop');
  const wanted =
    proof.failures === 1
      ? text('任意一台停机', 'Any one machine stops')
      : text('任意两台停机', 'Any two machines stop');
  const holds = proof.holds && unplaced.length === 0;
  return promise(
    'failures',
    title,
    wanted,
    unplaced.length === 0 ? proof.statement : text('平时就放不下', 'There is no room even when all run'),
    holds,
  );
}

function headroom({ usedShare, headroom: most }: Held): PlanPromise {
  const percent = (share: number) => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : '∞');
  return promise(
    'headroom',
    text('高峰有余量', 'Peaks have room'),
    text(`最多用到 ${percent(most)}`, `At most ${percent(most)} in use`),
    text(`用到 ${percent(usedShare)}`, `${percent(usedShare)} in use`),
    usedShare <= most + 1e-9,
  );
}

function data({ diskShortGb }: Held): PlanPromise {
  return promise(
    'data',
    text('数据放得下', 'Data has room'),
    text('磁盘按方案', 'Disks as planned'),
    diskShortGb === 0
      ? text('够用，或没有说明磁盘', 'Enough, or nobody said')
      : text(`最少的一台缺 ${diskShortGb} GB`, `The smallest lacks ${diskShortGb} GB`),
    diskShortGb === 0,
  );
}

function machines({ title, wanted, found }: { title: Text; wanted: number; found: number }): PlanPromise {
  return promise(
    'machines',
    title,
    text(`${wanted} 台`, `${wanted} machines`),
    text(`${found} 台够大`, `${found} large enough`),
    false,
  );
}

function users(situation: Situation): PlanPromise {
  const planned = plannedUsers(situation);
  const carried = largest(planned, (count) =>
    holdsWith(situation, withUsers(situation.requirements, count), isCarried),
  );
  return promise(
    'users',
    text('同时使用人数', 'People at work at once'),
    text(`${planned} 人`, `${planned} people`),
    carried === 0
      ? text('只减少人数也不够', 'Fewer people alone would not be enough')
      : text(`${carried} 人`, `${carried} people`),
    carried === planned,
  );
}

function retention({ plan }: Situation, { diskShortGb }: Held): PlanPromise {
  const { hotDays, retentionDays } = plan.logs;
  return promise(
    'retention',
    text('日志天数', 'Days of logs'),
    text(`即时查询 ${hotDays} 天，共保留 ${retentionDays} 天`, `${hotDays} days searchable, ${retentionDays} kept`),
    diskShortGb === 0
      ? text('不变', 'Unchanged')
      : text('磁盘不够，天数保不住', 'The disks are too small for that many'),
    diskShortGb === 0,
  );
}

function named(pods: readonly string[]): string {
  const names = [...new Set(pods)];
  return names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ' …' : '');
}
