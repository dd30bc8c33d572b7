import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { PlannedRegistry } from '../../model/plan/planned-registry.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './registry-trust.sh?raw';

/** Before anything is pushed or pulled: a node that does not know the authority would fail in the middle of the work. */
export default scriptStep({
  kind: 'bundle/registry-trust',
  phase: 'bundle',
  class: 'reversible',
  input: z.object({ registry: PlannedRegistry }),
  weightMs: () => 300,
  expand: ({ siteRegistry, nodes }) =>
    siteRegistry === undefined
      ? []
      : nodes.map(({ name }) => ({
          title: text(`${name}：信任镜像仓库的证书`, `${name}: trust the certificate of the site registry`),
          target: name,
          input: { registry: siteRegistry },
          needs: [
            stepId('trust/identity', name),
            stepId('bundle/registry-certificate', siteRegistry.machine),
            stepId('bundle/registry-password', siteRegistry.machine),
          ],
        })),
  script: nodeScript('bundle/registry-trust', source),
  args: async ({ registry }, context) => {
    const opened = await context.openSiteRegistry(registry);
    try {
      return [await context.node.writeScratch(opened.ca)];
    } finally {
      await opened.close();
    }
  },
});
