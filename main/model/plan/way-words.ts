import { type Text, text } from '../text.ts';
import type { PromiseId, WayBack } from './negotiation.ts';

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
