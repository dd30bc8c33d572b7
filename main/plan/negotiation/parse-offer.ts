import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { type MachineOffer, OfferedMachines } from '../../model/plan/negotiation.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';

const lotGrammar = /^(?:([a-z0-9][-a-z0-9]{0,62})=)?(\d{1,4})\s*[x×*]\s*(\d{1,3})C(\d{1,4})G(?:\+(\d{1,6})GB?)?$/i;

/**
 * `3x8C16G`, `control-plane=1x4C8G`, `worker=4x8C32G+500G`, comma-separated: machines, role (workers when left out),
 * disks of one machine in GB. PLAN_E0008 names the part that is not understood; PLAN_E0009 an environment or role the
 * plan has not.
 */
export function parseOffer(written: string, environment: string, plan: SitePlan): MachineOffer {
  const planned = plan.environments.find(({ name }) => name === environment);
  if (planned === undefined) {
    throw new FerrymanError('PLAN_E0009', {
      what: environment,
      known: plan.environments.map(({ name }) => name).join(', '),
    });
  }
  const roles = new Map<string, OfferedMachines[]>();
  for (const part of written.split(',').map((one) => one.trim())) {
    const [, role = 'worker', count, cpuCores, memoryGib, diskGb = '0'] = lotGrammar.exec(part) ?? [];
    if (count === undefined) throw new FerrymanError('PLAN_E0008', { part });
    const known = planned.machines.map((group) => group.role);
    if (role !== 'worker' && !known.includes(role)) {
      throw new FerrymanError('PLAN_E0009', { what: role, known: known.join(', ') });
    }
    const shape = { cpuCores: Number(cpuCores), memoryGib: Number(memoryGib) };
    const { data: lot } = OfferedMachines.safeParse({ count: Number(count), shape, diskGb: Number(diskGb) });
    if (lot === undefined) throw new FerrymanError('PLAN_E0008', { part });
    roles.set(role, [...(roles.get(role) ?? []), lot]);
  }
  return { environment, roles: [...roles].map(([role, machines]) => ({ role, machines })) };
}
