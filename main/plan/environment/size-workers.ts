import { type Alternative, type MachineShape, shapeName } from '../../model/plan/planned-machine.ts';
import type { Environment } from '../../model/site/environment.ts';
import { type Text, text } from '../../model/text.ts';
import type { Assumptions } from '../assumptions.ts';
import { type Capacity, usable } from '../sizing/reserve.ts';
import { machineSteps } from '../sizing/shapes.ts';
import { costIndex, type WorkerCount, workersNeeded } from '../sizing/workers.ts';
import type { DemandTotals } from './demand-totals.ts';

export interface WorkerSize extends WorkerCount {
  readonly shape: MachineShape;
  readonly perNode: Capacity;
}

/** What is taken from every node before services get any. */
export function nodeTakers({ daemons }: DemandTotals, hasAntivirus: boolean, assumptions: Assumptions): Capacity[] {
  const allowed = {
    cpuMillicores: assumptions.get('daemon-cpu-cores') * 1000,
    memoryMib: assumptions.get('daemon-memory-gib') * 1024,
  };
  const programs = {
    cpuMillicores: Math.max(allowed.cpuMillicores, daemons.cpuMillicores),
    memoryMib: Math.max(allowed.memoryMib, daemons.memoryMib),
  };
  if (!hasAntivirus) return [programs];
  return [
    programs,
    {
      cpuMillicores: assumptions.get('antivirus-cpu-cores') * 1000,
      memoryMib: assumptions.get('antivirus-memory-gib') * 1024,
    },
  ];
}

export function headroomOf({ kind }: Environment, assumptions: Assumptions): number {
  return assumptions.get(kind === 'production' || kind === 'hosted' ? 'headroom-production' : 'headroom-test');
}

/** The workers of one size, or undefined where the biggest pod does not fit on such a machine. */
export function sizeWorkers(
  shape: MachineShape,
  environment: Environment,
  totals: DemandTotals,
  takers: readonly Capacity[],
  assumptions: Assumptions,
): WorkerSize | undefined {
  const perNode = usable(shape, ...takers);
  const count = workersNeeded(totals.workers, perNode, {
    availability: environment.availability,
    headroom: headroomOf(environment, assumptions),
    spareShare: assumptions.get('spare-share'),
    podsPerNode: assumptions.get('pods-per-node'),
  });
  return count === undefined ? undefined : { ...count, shape, perNode };
}

/** More machines than this of one size are a larger machine's job, where there is one. */
const mostPractical = 40;

/** Every size that works, cheapest first; of equal cost the one with fewer machines. */
export function workerOffers(
  environment: Environment,
  totals: DemandTotals,
  takers: readonly Capacity[],
  assumptions: Assumptions,
): WorkerSize[] {
  const price = assumptions.get('memory-price');
  const offers = machineSteps.flatMap((shape) => sizeWorkers(shape, environment, totals, takers, assumptions) ?? []);
  const practical = offers.filter(({ count }) => count <= mostPractical);
  const cost = ({ shape, count }: WorkerSize) => costIndex(shape, count, price);
  return (practical.length > 0 ? practical : offers).sort((a, b) => cost(a) - cost(b) || a.count - b.count);
}

/** The sizes side by side, the chosen one marked, in the order of the machines' size. */
export function alternatives(
  chosen: WorkerSize,
  offers: readonly WorkerSize[],
  totals: DemandTotals,
  environment: Environment,
): Alternative[] {
  const failures = { basic: 0, 'one-machine': 1, 'two-machines': 2 }[environment.availability];
  const shown = [...offers.slice(0, 5)];
  if (!shown.some(({ shape }) => shapeName(shape) === shapeName(chosen.shape))) shown.push(chosen);
  return shown
    .sort((a, b) => a.shape.cpuCores - b.shape.cpuCores || a.shape.memoryGib - b.shape.memoryGib)
    .map((offer) => {
      const isChosen = shapeName(offer.shape) === shapeName(chosen.shape);
      const size = isChosen ? chosen : offer;
      return {
        shape: size.shape,
        count: size.count,
        enough: size.enough,
        spare: size.count - size.enough,
        totalCpuCores: size.count * size.shape.cpuCores,
        totalMemoryGib: size.count * size.shape.memoryGib,
        binding: size.binding,
        usedShare: usedShare(size, totals, size.count),
        usedShareDegraded: usedShare(size, totals, Math.max(1, size.count - failures)),
        isChosen,
        note: noteOf(size, isChosen, totals),
      };
    });
}

function usedShare({ perNode }: WorkerSize, { workers }: DemandTotals, count: number): number {
  const share = Math.max(
    workers.requests.cpuMillicores / (perNode.cpuMillicores * count),
    workers.requests.memoryMib / (perNode.memoryMib * count),
  );
  return Math.round(share * 1000) / 1000;
}

function noteOf({ binding, shape }: WorkerSize, isChosen: boolean, { workers }: DemandTotals): Text {
  const why: Record<Alternative['binding'], Text> = {
    cpu: text('CPU 先用满', 'CPU runs out first'),
    memory: text(
      '内存先用满：Java 类业务宜 1 核配 4 GiB',
      'Memory runs out first: Java services suit 1 core with 4 GiB',
    ),
    pods: text('容器组数量先到上限', 'The number of pods runs out first'),
    spread: text(
      `有服务的 ${workers.hardSpread} 个副本必须分在不同机器上`,
      `${workers.hardSpread} copies of one service must stand on machines of their own`,
    ),
    minimum: text('由最少台数决定', 'The least number of machines decides'),
  };
  const small =
    shape.cpuCores <= 4
      ? text('；机器小，台数多，管理成本高', '; small machines, more of them to look after')
      : text('', '');
  const reason = why[binding];
  return isChosen
    ? text(`选用：${reason.zh}`, `Chosen: ${reason.en}`)
    : text(`${reason.zh}${small.zh}`, `${reason.en}${small.en}`);
}
