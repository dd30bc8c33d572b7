import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { firstControlPlane } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { defineStep } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { probeResult } from '../script-step.ts';
import source from './ready.sh?raw';

const script = nodeScript('addons/ready', source);
const Input = z.object({ nodes: z.array(z.string()) });

/** The installation is over when the cluster says so, not when the last command returned. */
export default defineStep<z.infer<typeof Input>>({
  kind: 'addons/ready',
  phase: 'addons',
  class: 'read-only',
  input: Input,
  weightMs: () => 12_000,
  expand: (plan) => {
    const first = firstControlPlane(plan);
    return [
      {
        title: text('等待集群全部就绪', 'Wait until the whole cluster is ready'),
        target: first.name,
        input: { nodes: plan.nodes.map(({ name }) => name) },
        needs: [
          stepId('addons/network', first.name),
          stepId('addons/dns', first.name),
          ...plan.nodes.filter((node) => node !== first).map(({ name }) => stepId('cluster/join', name)),
          ...(plan.siteRegistry === undefined
            ? []
            : [
                stepId('bundle/registry-images', plan.siteRegistry.machine),
                ...plan.nodes.map(({ name }) => stepId('runtime/registry-mirrors', name)),
              ]),
        ],
      },
    ];
  },
  async probe(context, { nodes }) {
    return probeResult(context.node, script, await context.node.observe(script, ['probe', ...nodes]));
  },
  async apply(context, { nodes }) {
    await context.node.observe(script, ['wait', ...nodes]);
  },
});
