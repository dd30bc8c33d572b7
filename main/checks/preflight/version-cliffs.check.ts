import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'version-cliffs',
  severity: 'critical',
  title: text('系统适合所选的 Kubernetes 版本', 'The system fits the Kubernetes version'),
  why: text('不适合的组合会在安装中途失败', 'A combination that does not fit fails half-way'),
  lookAt: (facts, node, { plan }) => {
    const hits = plan.deviations.filter(({ machines }) => machines.includes(node.name));
    const evidence = `Kubernetes ${plan.release.version}; cgroup v${facts.cgroupVersion}, ${facts.architecture}, page ${facts.pageSizeBytes} bytes`;
    const open = hits.find(({ acceptance }) => acceptance === null);
    if (open !== undefined) {
      return {
        outcome: 'fail',
        summary: open.meaning,
        evidence,
        remedy: text(
          `在需求的 acceptances 中书面接受 ${open.id}，或让规划器选择版本（auto）`,
          `Accept ${open.id} in writing under acceptances, or let the planner choose (auto)`,
        ),
      };
    }
    const accepted = hits[0];
    return accepted === undefined
      ? { outcome: 'pass', summary: text('没有已知的不兼容', 'No known incompatibility'), evidence }
      : {
          outcome: 'warn',
          summary: text(
            `已由 ${accepted.acceptance?.acceptedBy} 书面接受：${accepted.meaning.zh}`,
            `Accepted in writing by ${accepted.acceptance?.acceptedBy}: ${accepted.meaning.en}`,
          ),
          evidence,
        };
  },
});
