import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §4: many private clouds drop an address that moves (port security). */
const floatingAddress: PlanRule = {
  id: 'floating-address',
  find: ({ requirements, views }) =>
    views
      .filter(({ loadBalancer }) => loadBalancer === 'keepalived' || loadBalancer === 'kube-vip')
      .flatMap(({ draft, loadBalancer }) => {
        const state = requirements.network.floatingAddresses;
        if (state === 'allowed') return [];
        return [
          finding(
            state === 'forbidden' ? 'blocker' : 'warning',
            `${draft.environment.name}/${loadBalancer}`,
            state === 'forbidden'
              ? text(
                  '网络不允许地址在机器间移动，虚拟地址不会生效',
                  'The network does not let an address move, so the virtual address would not work',
                )
              : text(
                  '还不知道网络是否允许地址在机器间移动（端口安全）',
                  'Nobody said whether the network lets an address move (port security)',
                ),
            text(
              '由客户提供负载均衡（network.loadBalancer: customer），或请网络管理员放行',
              'Let the customer provide a load balancer (network.loadBalancer: customer), or have the network team allow it',
            ),
          ),
        ];
      }),
};
export default floatingAddress;
