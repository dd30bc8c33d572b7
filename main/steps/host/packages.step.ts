import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { text } from '../../model/text.ts';
import { scratchPathOf } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './packages.sh?raw';

/** The OS packages a node lacks, from the bundle. */
export default scriptStep({
  kind: 'host/packages',
  phase: 'host',
  class: 'compensable',
  input: z.object({ packages: z.array(ResolvedArtifact) }),
  weightMs: ({ packages }) => 300 + 700 * packages.length,
  expand: (plan, need) =>
    plan.nodes.map(({ name, packages, distribution, platform }) => ({
      title: text(`${name}：安装系统软件包`, `${name}: install OS packages`),
      target: name,
      input: { packages: packages.map((tool) => need({ type: 'package', name: tool, distribution, platform })) },
      needs: [stepId('trust/identity', name)],
    })),
  script: nodeScript('host/packages', source),
  args: ({ packages }) => [
    ...packages.flatMap(({ ref }) => (ref.type === 'package' ? [ref.name] : [])),
    '--',
    ...new Set(packages.flatMap(({ blobs }) => blobs.map(({ digest }) => scratchPathOf(digest)))),
  ],
  blobs: ({ packages }) => [
    ...new Map(packages.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob])).values(),
  ],
});
