import type { Finding } from '../../model/checks/check-kind.ts';
import type { PlannedNode } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import type { NodeRunner } from '../../ports/step-context.ts';
import { eachTarget } from '../broken-finding.ts';
import type { VerificationCheck } from './verification-context.ts';

/** No pod starts without it, and containerd's own default names another one than the site has. */
const check: VerificationCheck = {
  id: 'sandbox-image',
  stage: 'verification',
  severity: 'critical',
  title: text('沙箱镜像（pause）与离线包一致', "The sandbox image (pause) is the bundle's"),
  why: text(
    '每个容器组都先要它；配置成别的镜像时，离线环境里什么都启动不了',
    'Every pod needs it first; where another one is configured, nothing starts without the internet',
  ),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ plan: { nodes, release }, node, imageDigest }) {
    return await eachTarget(
      nodes.map(({ name }) => name),
      async (name) => {
        const { platform } = nodes.find((one) => one.name === name) as PlannedNode;
        const expected = imageDigest(release.pauseImage, platform);
        return {
          target: name,
          ...compare(release.pauseImage, expected, await seen(await node(name), release.pauseImage)),
        };
      },
    );
  },
};
export default check;

interface Seen {
  readonly configured: string;
  readonly digest: string;
}

/** What containerd goes by, its own files and what they import taken together; and what it holds under that name. */
async function seen(node: NodeRunner, image: string): Promise<Seen> {
  const [config, images] = await Promise.all([
    node.exec({ class: 'observe', argv: ['/usr/local/bin/containerd', 'config', 'dump'] }),
    node.exec({ class: 'observe', argv: ['/usr/local/bin/ctr', '-n', 'k8s.io', 'images', 'ls'] }),
  ]);
  const configured = /^\s*sandbox = ['"]([^'"]*)['"]/m.exec(config.stdout)?.[1] ?? '';
  const line = images.stdout.split('\n').find((each) => each.startsWith(`${image} `));
  return { configured, digest: line?.split(/\s+/)[2] ?? '' };
}

function compare(image: string, expected: string | undefined, { configured, digest }: Seen): Omit<Finding, 'target'> {
  const evidence = `configured: ${configured || 'nothing'}\nheld: ${digest || 'nothing'}\nbundle: ${image} ${expected}`;
  if (configured !== image) {
    return {
      outcome: 'fail',
      summary: text(`配置的是 ${configured || '空'}`, `${configured || 'Nothing'} is configured`),
      evidence,
    };
  }
  if (expected === undefined || digest !== expected) {
    return {
      outcome: 'fail',
      summary: text('机器上的沙箱镜像不是离线包里的那一个', "The one on the machine is not the bundle's"),
      evidence,
    };
  }
  return { outcome: 'pass', summary: text(`${image}，摘要一致`, `${image}, the same digest`), evidence };
}
