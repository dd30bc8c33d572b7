import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Practice: public addresses are few; one is kept for the bastion, the rest are soon eaten by names on the internet. */
const publicAddresses: PlanRule = {
  id: 'public-addresses',
  find: ({ requirements: { network }, routes }) => {
    const budget = network.publicAddresses;
    if (budget === undefined) return [];
    const needed = new Set(
      routes
        .filter(({ exposure }) => exposure === 'internet')
        .map(({ gatewayAddress, environment }) => `${environment} ${gatewayAddress}`),
    ).size;
    const left = budget.total - budget.forBastion;
    return needed <= left
      ? []
      : [
          finding(
            'blocker',
            `network.publicAddresses ${budget.total}`,
            text(
              `需要 ${needed} 个公网地址，除堡垒机外只有 ${left} 个`,
              `${needed} are needed, ${left} are left beside the bastion's`,
            ),
            text('申请更多公网地址，或合并对外入口', 'Ask for more, or let fewer ways in share one'),
          ),
        ];
  },
};
export default publicAddresses;
