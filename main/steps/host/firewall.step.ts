import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { givesTime, hostsOf, type SitePlan } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './firewall.sh?raw';

const everyNode = ['10250/tcp', '8472/udp'];
const controlPlane = ['6443/tcp', '2379-2380/tcp'];

/** Opens the plan's ports where a firewall runs and the requirements say so; a firewall is never turned off. */
export default scriptStep({
  kind: 'host/firewall',
  phase: 'host',
  class: 'reversible',
  input: z.object({ ports: z.array(z.string()) }),
  weightMs: () => 500,
  expand: (plan) =>
    (plan.changes.firewall === 'open-ports' ? hostsOf(plan) : []).map(({ name }) => ({
      title: text(`${name}：在防火墙上放行端口（已约定）`, `${name}: open ports in the firewall (as agreed)`),
      target: name,
      input: { ports: portsOf(plan, name) },
      needs: [stepId('trust/identity', name)],
    })),
  script: nodeScript('host/firewall', source),
  args: ({ ports }) => ports,
});

function portsOf(plan: SitePlan, name: string): string[] {
  const { nodes, siteRegistry } = plan;
  const role = nodes.find((node) => node.name === name)?.role;
  return [
    ...(role === undefined ? [] : everyNode),
    ...(role === 'control-plane' ? controlPlane : []),
    ...(givesTime(plan, name) ? ['123/udp'] : []),
    ...(siteRegistry?.machine === name ? [`${siteRegistry.port}/tcp`] : []),
  ];
}
