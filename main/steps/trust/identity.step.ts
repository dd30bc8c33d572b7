import { z } from 'zod';
import { hostsOf } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './identity.sh?raw';

/** Nothing is done to a machine that is not the one that was planned for. */
export default scriptStep({
  kind: 'trust/identity',
  phase: 'trust',
  class: 'read-only',
  input: z.object({ machineId: z.string().min(1) }),
  weightMs: () => 100,
  expand: (plan) =>
    hostsOf(plan).map(({ name, machineId }) => ({
      title: text(`确认 ${name} 仍是规划时的那台机器`, `Confirm that ${name} is the machine that was planned for`),
      target: name,
      input: { machineId },
      needs: [],
    })),
  script: nodeScript('trust/identity', source),
  args: ({ machineId }) => [machineId],
});
