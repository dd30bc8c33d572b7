import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './swap.sh?raw';

/** Only where the requirements say so: swap is never turned off silently. */
export default scriptStep({
  kind: 'host/swap',
  phase: 'host',
  class: 'reversible',
  input: z.object({}),
  weightMs: () => 200,
  expand: (plan) =>
    (plan.changes.swap === 'turn-off' ? plan.nodes : []).map(({ name }) => ({
      title: text(`${name}：关闭交换分区（已约定）`, `${name}: turn swap off (as agreed)`),
      target: name,
      input: {},
      needs: [stepId('trust/identity', name)],
    })),
  script: nodeScript('host/swap', source),
  args: () => [],
});
