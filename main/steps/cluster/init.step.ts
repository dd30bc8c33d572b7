import { z } from 'zod';
import { firstControlPlane } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './init.sh?raw';
import { ignoredPreflight, initConfig } from './kubeadm-config.ts';
import { readyMachine } from './ready-machine.ts';

export default scriptStep({
  kind: 'cluster/init',
  phase: 'cluster',
  class: 'compensable',
  input: z.object({ node: z.string(), config: z.string(), ignored: z.array(z.string()) }),
  weightMs: () => 15_000,
  expand: (plan) => {
    const node = firstControlPlane(plan);
    return [
      {
        title: text(`${node.name}：建立控制平面`, `${node.name}: bring up the control plane`),
        target: node.name,
        input: { node: node.name, config: initConfig(plan, node), ignored: ignoredPreflight(plan) },
        needs: readyMachine(plan, node.name),
      },
    ];
  },
  script: nodeScript('cluster/init', source),
  args: async ({ node, config, ignored }, context) => [
    await context.node.writeScratch(config),
    node,
    ignored.join(','),
  ],
});
