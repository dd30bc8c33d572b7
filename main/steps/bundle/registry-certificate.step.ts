import { z } from 'zod';
import { stepId } from '../../model/operation/step-kind.ts';
import { text } from '../../model/text.ts';
import { nodeScript } from '../node-script.ts';
import { scriptStep } from '../script-step.ts';
import source from './registry-certificate.sh?raw';

/** The authority is trusted for the site registry alone, by containerd: it enters no machine's own list of authorities. */
export default scriptStep({
  kind: 'bundle/registry-certificate',
  phase: 'bundle',
  class: 'compensable',
  input: z.object({ address: z.string(), machine: z.string() }),
  weightMs: () => 500,
  expand: ({ siteRegistry }) =>
    (siteRegistry === undefined ? [] : [siteRegistry]).map(({ machine, address }) => ({
      title: text(`${machine}：镜像仓库的证书`, `${machine}: certificate of the site registry`),
      target: machine,
      input: { address, machine },
      needs: [stepId('trust/identity', machine)],
    })),
  script: nodeScript('bundle/registry-certificate', source),
  args: ({ address, machine }) => [address, machine],
});
