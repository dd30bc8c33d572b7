import { imagesOf, type PlannedNode } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { eachTarget } from '../broken-finding.ts';
import type { VerificationCheck } from './verification-context.ts';

/** What runs must be what was signed: the digest containerd holds for each image name, against the bundle's. */
const check: VerificationCheck = {
  id: 'image-digests',
  stage: 'verification',
  severity: 'critical',
  title: text('镜像与离线包一致', "Images are the bundle's"),
  why: text('证明机器上的镜像就是签名过的那一份', 'It proves that what is on the machines is what was signed'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ plan, node, imageDigest }) {
    return await eachTarget(
      plan.nodes.map(({ name }) => name),
      async (name) => {
        const { platform, role } = plan.nodes.find((one) => one.name === name) as PlannedNode;
        const argv = ['/usr/local/bin/ctr', '-n', 'k8s.io', 'images', 'ls'];
        const { stdout } = await (await node(name)).exec({ class: 'observe', argv });
        const held = stdout.split('\n').flatMap((line) => {
          const [image = '', , digest = ''] = line.split(/\s+/);
          const expected = imageDigest(image, platform);
          const isPinned = line.includes('io.cri-containerd.pinned=pinned');
          return expected === undefined ? [] : [{ image, digest, expected, isPinned }];
        });
        const missing = imagesOf(plan, role).filter((image) => !held.some((found) => found.image === image));
        const wrong = held.filter(({ digest, expected }) => digest !== expected);
        const loose = held.filter(({ isPinned }) => !isPinned);
        const outcome = missing.length > 0 || wrong.length > 0 ? 'fail' : loose.length > 0 ? 'warn' : 'pass';
        return {
          target: name,
          outcome,
          summary:
            outcome === 'pass'
              ? text(`${held.length} 个镜像全部一致并已锁定`, `All ${held.length} images match and are pinned`)
              : text(
                  `缺少 ${missing.length} 个镜像，${wrong.length} 个不一致，${loose.length} 个未锁定`,
                  `${missing.length} images are missing, ${wrong.length} differ, ${loose.length} are not pinned`,
                ),
          evidence: [
            ...missing.map((image) => `${image} missing`),
            ...held.map(
              ({ image, digest, expected, isPinned }) =>
                `${image} ${digest}${digest === expected ? '' : ` ≠ ${expected}`}${isPinned ? '' : ' not pinned'}`,
            ),
          ].join('\n'),
        };
      },
    );
  },
};
export default check;
