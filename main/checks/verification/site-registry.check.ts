import { parseImageReference, repositoryName } from '../../model/bundle/image-reference.ts';
import type { Finding } from '../../model/checks/check-kind.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { registryHost } from '../../model/plan/planned-registry.ts';
import type { PlannedNode } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import type { NodeRunner } from '../../ports/step-context.ts';
import { eachTarget } from '../broken-finding.ts';
import { pullOnce } from './pull-once.ts';
import type { VerificationCheck } from './verification-context.ts';

/**
 * Every node pulls two images by digest under their upstream names: the bundle's sandbox image, and one no node holds, so
 * that bytes really come from the registry. Both are pulled apart from Kubernetes' images, and are gone again afterwards.
 */
const check: VerificationCheck = {
  id: 'site-registry',
  stage: 'verification',
  severity: 'critical',
  title: text('每台节点都能从镜像仓库取镜像', 'Every node pulls from the site registry'),
  why: text(
    '业务扩容、换节点时要从仓库取镜像；离线环境没有别处可取',
    'A pod that moves to another node needs its image there, and the site has nowhere else to take it from',
  ),
  targets: ({ plan }) => (plan.siteRegistry === undefined ? [] : plan.nodes.map(({ name }) => name)),
  async look({ plan, node, imageDigest, openSiteRegistry }) {
    const { siteRegistry, release, nodes } = plan;
    if (siteRegistry === undefined) return [];
    const registry = await openSiteRegistry(siteRegistry);
    try {
      const pause = parseImageReference(release.pauseImage);
      if (pause === undefined) throw new FerrymanError('INTERNAL_E0001', { detail: release.pauseImage });
      const probe = await registry.offerProbe(pause.registry);
      return await eachTarget(
        nodes.map(({ name }) => name),
        async (name) => {
          const { platform } = nodes.find((one) => one.name === name) as PlannedNode;
          const digest = imageDigest(release.pauseImage, platform);
          if (digest === undefined) throw new FerrymanError('INTERNAL_E0001', { detail: `${release.pauseImage}?` });
          return await pulls(
            await node(name),
            [`${repositoryName(pause)}@${digest}`, probe],
            registryHost(siteRegistry),
          );
        },
      );
    } finally {
      await registry.close();
    }
  },
};
export default check;

async function pulls(node: NodeRunner, references: readonly string[], registry: string): Promise<Finding> {
  const found: string[] = [];
  for (const reference of references) {
    const pulled = await pullOnce(node, reference);
    found.push(`${reference} ${pulled.isPulled ? 'pulled' : 'not pulled'}`, ...(pulled.isPulled ? [] : [pulled.said]));
    if (!pulled.isPulled) {
      return {
        target: node.host.name,
        outcome: 'fail',
        summary: text(`不能从 ${registry} 取镜像`, `It cannot pull from ${registry}`),
        evidence: found.join('\n'),
        remedy: text(
          `检查 ${registry} 的服务、证书、密码和磁盘，再运行一次 ferryman install`,
          `See to the service, certificate, password and disk of ${registry}, then run ferryman install again`,
        ),
      };
    }
  }
  return {
    target: node.host.name,
    outcome: 'pass',
    summary: text(`按摘要从 ${registry} 取到了镜像`, `Pulled from ${registry} by digest`),
    evidence: found.join('\n'),
  };
}
