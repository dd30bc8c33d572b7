import { type Text, text } from '../text.ts';
import type { MachineOffer, PromiseId, WayBack } from './negotiation.ts';
import { shapeName } from './planned-machine.ts';

/** What is still to be bought, in words. */
export function costWords({ machines, cpuCores, memoryGib, diskGb }: WayBack['cost']): Text {
  const parts = [
    ...(machines > 0 ? [text(`${machines} 台`, `${machines} machines`)] : []),
    ...(cpuCores > 0 ? [text(`${grouped(cpuCores)} 核`, `${grouped(cpuCores)} cores`)] : []),
    ...(memoryGib > 0 ? [text(`${grouped(memoryGib)} GiB 内存`, `${grouped(memoryGib)} GiB memory`)] : []),
    ...(diskGb > 0 ? [text(`${grouped(diskGb)} GB 磁盘`, `${grouped(diskGb)} GB disk`)] : []),
  ];
  if (parts.length === 0) return text('不用', 'Nothing');
  return text(parts.map(({ zh }) => zh).join('，'), parts.map(({ en }) => en).join(', '));
}

/** A promise that is given up. */
export const promiseWords: Readonly<Record<PromiseId, Text>> = {
  runs: text('一项平台功能', 'A platform function'),
  failures: text('坏机器不停业务', 'Going on when a machine stops'),
  headroom: text('高峰余量', 'Room for peaks'),
  data: text('数据空间', 'Room for data'),
  machines: text('机器数', 'Machines'),
  users: text('同时使用人数', 'People at work at once'),
  jobs: text('排队作业的处理速度', 'Speed of queued jobs'),
  retention: text('日志天数', 'Days of logs'),
};

function grouped(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 }).format(value);
}

/** What taking a way leaves undone, in words; undefined where its answers say all of it. */
export function leftToDo({ answers }: Pick<WayBack, 'answers'>, offer: MachineOffer): Text | undefined {
  if (answers.length === 0)
    return text(
      '这种办法不改回答：方案只认到位的机器。备好机器，写进需求的现有机器（machines 或 machineLots），再重新规划',
      'This way changes no answer, for a plan counts on machines that are there: provide them, write them under machines or machineLots, and plan anew',
    );
  if (!isOfSeveralSizes(offer)) return undefined;
  return text(
    '这些机器规格不一，而一版方案的业务服务器只按一种规格算：采用后只写入这里列出的回答，不写台数和规格；机器到位后写进需求的现有机器（machines 或 machineLots），再重新规划',
    'These machines are of several sizes, and a plan counts its workers in one: only the answers listed are written, not how many machines and how large; once they stand, write them under machines or machineLots, and plan anew',
  );
}

/** Machines that run services, in more than one size. */
function isOfSeveralSizes({ roles }: MachineOffer): boolean {
  const workers = roles.find(({ role }) => role === 'worker')?.machines ?? [];
  return new Set(workers.filter(({ count }) => count > 0).map(({ shape }) => shapeName(shape))).size > 1;
}
