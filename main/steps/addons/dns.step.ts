import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { firstControlPlane } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './dns.sh?raw';

/** Cluster names always resolve; outside names only where the site has name servers. */
export default scriptStep({
  kind: 'addons/dns',
  phase: 'addons',
  class: 'reversible',
  input: z.object({ corefile: z.string() }),
  weightMs: () => 1_500,
  expand: (plan) => {
    const { name } = firstControlPlane(plan);
    return [
      {
        title: text('让集群域名服务适配现场', "Fit the cluster's name service to the site"),
        target: name,
        input: { corefile: corefile(plan.network.dns) },
        needs: [stepId('cluster/init', name)],
      },
    ];
  },
  script: nodeScript('addons/dns', source),
  args: async ({ corefile }, context) => [await context.node.writeScratch(corefile)],
});

/** kubeadm's own Corefile, with the site's servers named outright instead of the node's resolv.conf. */
export function corefile(dns: readonly string[]): string {
  const forward = dns.length === 0 ? '' : `    forward . ${dns.join(' ')} {\n       max_concurrent 1000\n    }\n`;
  return `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
${forward}    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}`;
}
