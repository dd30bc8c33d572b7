import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './names.sh?raw';

/** Every node knows its own name and the others', whatever the site's DNS says. */
export default scriptStep({
  kind: 'host/names',
  phase: 'host',
  class: 'reversible',
  input: z.object({
    site: z.string(),
    name: z.string(),
    nodes: z.array(z.object({ address: z.string(), name: z.string() })),
  }),
  weightMs: () => 300,
  expand: (plan) =>
    plan.nodes.map(({ name }) => ({
      title: text(`${name}：主机名与 hosts 记录`, `${name}: host name and hosts entries`),
      target: name,
      input: {
        site: plan.site.name,
        name,
        nodes: plan.nodes.map((node) => ({ address: node.address, name: node.name })),
      },
      needs: [stepId('trust/identity', name)],
    })),
  script: nodeScript('host/names', source),
  args: ({ site, name, nodes }) => [site, name, ...nodes.flatMap((node) => [node.address, node.name])],
});
