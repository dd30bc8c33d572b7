import type { NodeRole } from '../model/plan/site-plan.ts';
import type { Machine } from '../model/site/machine.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { type Text, text } from '../model/text.ts';

export interface ChosenRole {
  readonly machine: Machine;
  readonly role: NodeRole;
  readonly reason: Text;
}

/**
 * Roles as named; `auto` machines fill up to one control-plane node, in the order of the requirements, the rest work.
 * Three control planes need an address in front of them, so more than one is never chosen for the customer.
 */
export function chooseRoles({ machines }: Requirements): ChosenRole[] {
  const hasControlPlane = machines.some(({ role }) => role === 'control-plane');
  const chosen = hasControlPlane ? undefined : machines.find(({ role }) => role === 'auto');
  return machines
    .filter(({ role }) => isNode(role))
    .map((machine) => {
      if (machine.role === 'control-plane') return { machine, role: 'control-plane', reason: asNamed };
      if (machine.role === 'worker') return { machine, role: 'worker', reason: asNamed };
      return machine === chosen
        ? {
            machine,
            role: 'control-plane',
            reason: text('第一台未指定角色的机器', 'The first machine without a named role'),
          }
        : { machine, role: 'worker', reason: text('其余机器运行业务', 'The other machines run the services') };
    });
}

/** Jump hosts, machines outside the cluster and those only watched are no nodes. */
function isNode(role: Machine['role']): boolean {
  return role === 'auto' || role === 'control-plane' || role === 'worker';
}

const asNamed = text('需求中指定', 'As the requirements say');
