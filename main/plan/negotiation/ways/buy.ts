import type { MachineOffer, OfferedMachines, WayBack } from '../../../model/plan/negotiation.ts';
import { type MachineGroup, type MachineShape, shapeName } from '../../../model/plan/planned-machine.ts';
import { text } from '../../../model/text.ts';
import { Assumptions } from '../../assumptions.ts';
import { holds, machineSteps } from '../../sizing/shapes.ts';
import { costIndex } from '../../sizing/workers.ts';
import { diskNeedGb, environmentOf, hold, machinesOf } from '../hold.ts';
import { addCosts, costOf, holdsOn, nothingBought, offerWith, type Situation, type WayFinder } from '../situation.ts';

/** More machines than this nobody adds to an offer; another size is the answer then. */
const mostAdded = 40;
const mostSizes = 3;

/** Buys what is missing: whole machines of the offered or the planned size, larger workers, disks. Keeps every promise. */
export const buy: WayFinder = (situation) => {
  const missing = missingPlaces(situation);
  const filled = { ...situation, offer: missing.offer };
  const onlyPlaces = holdsOn(filled, filled.offer);
  if (onlyPlaces) return missing.what.length === 0 ? [] : [way('fill', missing.what, missing.cost)];
  const workers = [...moreWorkers(filled), ...largerWorkers(filled)];
  return workers.map(({ id, what, cost }) =>
    way(id, [...missing.what, what], missing.cost === nothingBought ? cost : addCosts(missing.cost, cost)),
  );
};

interface Purchase {
  readonly id: string;
  readonly what: { zh: string; en: string };
  readonly cost: WayBack['cost'];
}

function way(id: string, what: readonly Purchase['what'][], cost: WayBack['cost']): WayBack {
  return {
    id,
    title: text(what.map(({ zh }) => zh).join('，'), what.map(({ en }) => en).join('; ')),
    cost,
    given: [],
    answers: [],
  };
}

/** Places of roles other than workers that stand empty, and disks that are too small. */
function missingPlaces({ plan, requirements, offer }: Situation) {
  const environment = environmentOf(plan, offer.environment);
  const { shortages } = hold(plan, requirements, offer);
  const what: Purchase['what'][] = [];
  const costs = [nothingBought];
  let full: MachineOffer = offer;
  for (const { role, wanted, found } of shortages) {
    const group = environment.machines.find((other) => other.role === role);
    if (group === undefined) continue;
    const count = wanted - found;
    full = offerWith(full, role, [...machinesOf(group, full), { count, shape: group.shape, diskGb: 0 }]);
    costs.push(costOf(count, group.shape));
    const size = shapeName(group.shape);
    what.push(
      text(
        `补 ${count} 台 ${group.title.zh}（${size}）`,
        `Add ${count} × ${size} for the role ${group.title.en.toLowerCase()}`,
      ),
    );
  }
  for (const group of environment.machines) {
    const disks = biggerDisks(group, machinesOf(group, full));
    if (disks === undefined) continue;
    full = offerWith(full, group.role, disks.machines);
    costs.push({ ...nothingBought, diskGb: disks.addedGb });
    what.push(
      text(
        `${group.title.zh}每台磁盘加到 ${diskNeedGb(group)} GB`,
        `Enlarge the disks of every machine of the role ${group.title.en.toLowerCase()} to ${diskNeedGb(group)} GB`,
      ),
    );
  }
  return { offer: full, what, cost: addCosts(...costs) };
}

function biggerDisks(group: MachineGroup, machines: readonly OfferedMachines[]) {
  const need = diskNeedGb(group);
  const isShort = ({ count, diskGb }: OfferedMachines) => count > 0 && diskGb > 0 && diskGb < need;
  if (!machines.some(isShort)) return undefined;
  return {
    addedGb: machines.filter(isShort).reduce((sum, { count, diskGb }) => sum + count * (need - diskGb), 0),
    machines: machines.map((lot) => (isShort(lot) ? { ...lot, diskGb: need } : lot)),
  };
}

function moreWorkers(situation: Situation): Purchase[] {
  const { offer, plan } = situation;
  const workers = offeredWorkers(offer);
  const environment = environmentOf(plan, offer.environment);
  const planned = environment.machines.find(({ role }) => role === 'worker')?.shape;
  const sizes = distinct([
    ...workers.filter(({ count }) => count > 0).map(({ shape }) => shape),
    ...(planned === undefined ? [] : [planned]),
    ...environment.alternatives.map(({ shape }) => shape),
  ]);
  const found = sizes.flatMap((shape): Purchase[] => {
    for (let count = 1; count <= mostAdded; count += 1) {
      if (!holdsOn(situation, offerWith(offer, 'worker', [...workers, { count, shape, diskGb: 0 }]))) continue;
      const size = shapeName(shape);
      const what = text(`增加 ${count} 台业务服务器 ${size}`, `Add ${count} × ${size} as workers`);
      return [{ id: `add-${size}`, what, cost: costOf(count, shape) }];
    }
    return [];
  });
  return found.slice(0, mostSizes);
}

/** The same number of workers, each of the cheapest larger size on which everything holds. */
function largerWorkers(situation: Situation): Purchase[] {
  const workers = offeredWorkers(situation.offer);
  const count = workers.reduce((sum, lot) => sum + lot.count, 0);
  if (count === 0) return [];
  const price = new Assumptions(situation.requirements.overrides).get('memory-price');
  const [shape] = machineSteps
    .filter((step) => workers.every((lot) => holds(step, lot.shape)))
    .filter((step) => holdsOn(situation, offerWith(situation.offer, 'worker', [{ count, shape: step, diskGb: 0 }])))
    .sort((a, b) => costIndex(a, 1, price) - costIndex(b, 1, price));
  if (shape === undefined) return [];
  const has = workers.reduce((sum, lot) => addCosts(sum, costOf(lot.count, lot.shape)), nothingBought);
  const whole = costOf(count, shape);
  const size = shapeName(shape);
  return [
    {
      id: `enlarge-${size}`,
      what: text(`${count} 台业务服务器都加到 ${size}`, `Enlarge all ${count} workers to ${size}`),
      cost: {
        machines: 0,
        cpuCores: whole.cpuCores - has.cpuCores,
        memoryGib: whole.memoryGib - has.memoryGib,
        diskGb: 0,
      },
    },
  ];
}

function offeredWorkers({ roles }: MachineOffer): OfferedMachines[] {
  return roles.find(({ role }) => role === 'worker')?.machines ?? [];
}

function distinct(shapes: readonly MachineShape[]): MachineShape[] {
  return [...new Map(shapes.map((shape) => [shapeName(shape), shape])).values()];
}
