import { text as readAll } from 'node:stream/consumers';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { firstControlPlane } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './network.sh?raw';

/** flannel as its release describes it, with nothing changed but the pod network. */
export default scriptStep({
  kind: 'addons/network',
  phase: 'addons',
  class: 'compensable',
  input: z.object({ manifest: ResolvedArtifact, podCidr: z.string() }),
  weightMs: () => 3_000,
  expand: (plan, need) => {
    const { name } = firstControlPlane(plan);
    return [
      {
        title: text('部署容器网络（flannel）', 'Deploy the pod network (flannel)'),
        target: name,
        input: {
          manifest: need({
            type: 'file',
            id: 'flannel',
            version: plan.release.companions.flannel ?? '',
            platform: 'any',
          }),
          podCidr: plan.network.podCidr,
        },
        needs: [stepId('cluster/init', name)],
      },
    ];
  },
  script: nodeScript('addons/network', source),
  args: async ({ manifest, podCidr }, context) => {
    const original = await readAll(context.artifacts.read(manifest.digest));
    return [await context.node.writeScratch(withPodNetwork(original, podCidr))];
  },
});

/** Sets `Network` in flannel's net-conf.json and leaves every other byte of meaning as it was. */
export function withPodNetwork(manifest: string, podCidr: string): string {
  return parseAllDocuments(manifest)
    .map((document) => {
      const config = document.getIn(['data', 'net-conf.json']);
      if (typeof config === 'string') {
        document.setIn(['data', 'net-conf.json'], JSON.stringify({ ...JSON.parse(config), Network: podCidr }));
      }
      return document.toString().replace(/^---\n/, '');
    })
    .join('---\n');
}
