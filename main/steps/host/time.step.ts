import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { firstControlPlane, givesTime } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './time.sh?raw';

/**
 * Only where the requirements say so. The site's time servers are followed; a site without any goes by the clock of its
 * first control plane: drifting together is harmless where drifting apart is not.
 */
export default scriptStep({
  kind: 'host/time',
  phase: 'host',
  class: 'reversible',
  input: z.object({ servers: z.array(z.string()), clients: z.array(z.string()) }),
  weightMs: () => 5_000,
  expand(plan) {
    if (plan.changes.timeService === 'keep') return [];
    const keeper = firstControlPlane(plan);
    const followers = plan.nodes.filter(({ name }) => name !== keeper.name);
    const hasServers = plan.network.ntp.length > 0;
    return plan.nodes.map(({ name }) => {
      const isKeeper = givesTime(plan, name);
      return {
        title: text(`${name}：时间同步（已约定）`, `${name}: keep time in step (as agreed)`),
        target: name,
        input: {
          servers: hasServers ? plan.network.ntp : isKeeper ? [] : [keeper.address],
          clients: isKeeper ? followers.map(({ address }) => address) : [],
        },
        needs: [stepId('host/packages', name), ...(hasServers || isKeeper ? [] : [stepId('host/time', keeper.name)])],
      };
    });
  },
  script: nodeScript('host/time', source),
  args: ({ servers, clients }) => [clients.join(','), ...servers],
});
