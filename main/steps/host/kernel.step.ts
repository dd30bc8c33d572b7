import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './kernel.sh?raw';

export default scriptStep({
  kind: 'host/kernel',
  phase: 'host',
  class: 'reversible',
  input: z.object({}),
  weightMs: () => 300,
  expand: (plan) =>
    plan.nodes.map(({ name }) => ({
      title: text(`${name}：内核模块与参数`, `${name}: kernel modules and settings`),
      target: name,
      input: {},
      needs: [stepId('trust/identity', name)],
    })),
  script: nodeScript('host/kernel', source),
  args: () => [],
});
