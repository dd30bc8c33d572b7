import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** What is installed must keep the promise: as many control planes as the availability asks for, and one address in front. */
const controlPlanesPresent: PlanRule = {
  id: 'control-planes-present',
  find: ({ requirements, views }) => {
    const [first] = views;
    const named = requirements.machines.filter(({ role }) => role === 'control-plane').length;
    if (first === undefined) return [];
    if (named > 1 && requirements.kubernetes.endpoint === 'auto') {
      return [
        finding(
          'blocker',
          `${named} control-plane`,
          text(
            `${named} 台控制平面前面需要一个统一的地址`,
            `${named} control-plane nodes need one address in front of them`,
          ),
          text(
            '在 kubernetes.endpoint 中写明负载均衡或虚拟地址',
            'Name that address (load balancer or virtual IP) in kubernetes.endpoint',
          ),
        ),
      ];
    }
    const planned = first.draft.cluster?.controlPlanes.count ?? 1;
    const canBeMore = requirements.machines.some(({ role }) => role === 'auto');
    return isHighlyAvailable(first) && named > 0 && named < planned && !canBeMore
      ? [
          finding(
            'blocker',
            `${named} control-plane`,
            text(
              `要求坏一台不停业务，需要 ${planned} 台控制平面，现在只有 ${named} 台`,
              `Any one machine may stop: ${planned} control planes are needed, ${named} are named`,
            ),
            text(
              `再指定 ${planned - named} 台，或把 availability 改为 basic`,
              `Name ${planned - named} more, or set availability to basic`,
            ),
          ),
        ]
      : [];
  },
};
export default controlPlanesPresent;
