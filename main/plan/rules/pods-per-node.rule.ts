import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** F6: a node's share of the pod network holds 2^(32 − node prefix) − 2 pods. */
const podsPerNode: PlanRule = {
  id: 'pods-per-node',
  find: ({ requirements, views }) => {
    const override = requirements.overrides.findLast(({ assumption }) => assumption === 'pods-per-node');
    if (override === undefined) return [];
    return views.flatMap(({ draft, ranges }) => {
      const most = 2 ** (32 - ranges.nodePrefix) - 2;
      return override.value <= most
        ? []
        : [
            finding(
              'blocker',
              `${draft.environment.name}/pods-per-node ${override.value}`,
              text(
                `每台机器的号段 /${ranges.nodePrefix} 只有 ${most} 个地址`,
                `A node's /${ranges.nodePrefix} has ${most} addresses`,
              ),
              text(`改为不超过 ${most}`, `Give at most ${most}`),
            ),
          ];
    });
  },
};
export default podsPerNode;
