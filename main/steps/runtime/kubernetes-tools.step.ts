import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { text } from '../../model/text.ts';
import { scratchPathOf } from '../../ports/step-context.ts';
import { spreadFirst, spreadGroups } from '../bundle/spread-groups.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './kubernetes-tools.sh?raw';

export default scriptStep({
  kind: 'runtime/kubernetes-tools',
  phase: 'runtime',
  class: 'compensable',
  input: z.object({ tools: z.array(ResolvedArtifact).length(3) }),
  weightMs: () => 4_000,
  expand(plan, need, carried) {
    const groups = spreadGroups(plan, carried);
    return plan.nodes.map(({ name, platform }) => ({
      title: text(`${name}：安装 kubeadm、kubelet、kubectl`, `${name}: install kubeadm, kubelet and kubectl`),
      target: name,
      input: {
        tools: ['kubeadm', 'kubelet', 'kubectl'].map((id) =>
          need({ type: 'file', id, version: plan.release.version, platform }),
        ),
      },
      needs: [stepId('trust/identity', name), ...spreadFirst(groups, name)],
      groups: ['uplink'],
    }));
  },
  script: nodeScript('runtime/kubernetes-tools', source),
  args: ({ tools }) => tools.map(({ digest }) => scratchPathOf(digest)),
  blobs: ({ tools }) => tools.flatMap(({ blobs }) => blobs),
});
