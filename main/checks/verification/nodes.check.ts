import type { Finding } from '../../model/checks/check-kind.ts';
import type { PlannedNode, SitePlan } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import type { ClusterNode } from '../../ports/cluster-api.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'nodes',
  stage: 'verification',
  severity: 'critical',
  title: text('节点与计划一致', 'Nodes are as planned'),
  why: text('每台机器都在，版本、角色和网段都对', 'Every machine is there, with the planned version, role and range'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ api, plan }) {
    const found = await api.nodes();
    const strangers = found.filter(({ metadata }) => !plan.nodes.some(({ name }) => name === metadata?.name));
    return [
      ...plan.nodes.map((node) =>
        compare(
          plan,
          node,
          found.find(({ metadata }) => metadata?.name === node.name),
        ),
      ),
      ...strangers.map(
        ({ metadata }): Finding => ({
          target: metadata?.name ?? '?',
          outcome: 'warn',
          summary: text('计划之外的节点', 'A node that was not planned'),
          evidence: `node ${metadata?.name} is in the cluster`,
        }),
      ),
    ];
  },
};
export default check;

function compare(plan: SitePlan, node: PlannedNode, found: ClusterNode | undefined): Finding {
  if (found === undefined) {
    return {
      target: node.name,
      outcome: 'fail',
      summary: text('节点不在集群里', 'The node is not in the cluster'),
      evidence: 'the API lists no such node',
    };
  }
  const ready = found.status?.conditions?.find(({ type }) => type === 'Ready');
  const role =
    found.metadata?.labels?.['node-role.kubernetes.io/control-plane'] === undefined ? 'worker' : 'control-plane';
  const version = found.status?.nodeInfo?.kubeletVersion;
  const address = found.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  const wrong = [
    ...(ready?.status === 'True' ? [] : [`Ready=${ready?.status ?? 'unknown'} ${ready?.message ?? ''}`]),
    ...(version === plan.release.version ? [] : [`version ${version}, planned ${plan.release.version}`]),
    ...(role === node.role ? [] : [`role ${role}, planned ${node.role}`]),
    ...(address === node.address ? [] : [`address ${address}, planned ${node.address}`]),
    ...(found.spec?.podCIDR ? [] : ['no pod CIDR']),
  ];
  return {
    target: node.name,
    outcome: wrong.length === 0 ? 'pass' : 'fail',
    summary:
      wrong.length === 0
        ? text('就绪，与计划一致', 'Ready, and as planned')
        : text(`不一致：${wrong.join('；')}`, `Not as planned: ${wrong.join('; ')}`),
    evidence: `Ready=${ready?.status}, kubelet ${version}, ${found.status?.nodeInfo?.containerRuntimeVersion}, ${role}, ${address}, pods ${found.spec?.podCIDR}`,
  };
}
