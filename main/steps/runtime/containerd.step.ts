import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { text } from '../../model/text.ts';
import { scratchPathOf } from '../../ports/step-context.ts';
import { spreadFirst, spreadGroups } from '../bundle/spread-groups.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './containerd.sh?raw';

/** containerd, runc and the CNI plugins as upstream releases them; the config keeps `imports`, so that a site can add to it. */
export default scriptStep({
  kind: 'runtime/containerd',
  phase: 'runtime',
  class: 'compensable',
  input: z.object({
    containerd: ResolvedArtifact,
    runc: ResolvedArtifact,
    cniPlugins: ResolvedArtifact,
    pauseImage: z.string(),
    cgroupDriver: z.enum(['systemd', 'cgroupfs']),
  }),
  weightMs: () => 6_000,
  expand(plan, need, carried) {
    const groups = spreadGroups(plan, carried);
    return plan.nodes.map(({ name, platform, cgroupDriver }) => {
      const file = (id: string) => need({ type: 'file', id, version: plan.release.companions[id] ?? '', platform });
      return {
        title: text(`${name}：安装容器运行时`, `${name}: install the container runtime`),
        target: name,
        input: {
          containerd: file('containerd'),
          runc: file('runc'),
          cniPlugins: file('cni-plugins'),
          pauseImage: plan.release.pauseImage,
          cgroupDriver,
        },
        needs: [stepId('host/names', name), stepId('host/kernel', name), ...spreadFirst(groups, name)],
        groups: ['uplink'],
      };
    });
  },
  script: nodeScript('runtime/containerd', source),
  args: ({ containerd, runc, cniPlugins, pauseImage, cgroupDriver }) => [
    ...[containerd, runc, cniPlugins].map(({ digest }) => scratchPathOf(digest)),
    pauseImage,
    cgroupDriver,
  ],
  blobs: ({ containerd, runc, cniPlugins }) => [containerd, runc, cniPlugins].flatMap(({ blobs }) => blobs),
});
