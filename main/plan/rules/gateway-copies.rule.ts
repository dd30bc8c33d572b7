import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** §2.6: at least two gateways on different nodes, of each of their parts. */
const gatewayCopies: PlanRule = {
  id: 'gateway-copies',
  find: ({ views }) =>
    views
      .filter((view) => isHighlyAvailable(view) && view.gateway !== '')
      .flatMap(({ draft, gateway }) => {
        const choice = draft.choices.find(({ name }) => name === gateway);
        if (choice === undefined || choice.placement !== 'cluster') return [];
        // a second controller does not carry what the only proxy lets in
        const copies = draft.services.filter(({ of }) => of === gateway).map(({ replicas }) => replicas);
        return copies.length > 0 && Math.min(...copies) >= 2
          ? []
          : [
              finding(
                'blocker',
                `${draft.environment.name}/${gateway}`,
                text(
                  '大门只有一个：它所在的机器停机，所有业务都进不来',
                  'There is one gateway: when its machine stops, nothing can be reached',
                ),
                text('至少两份，分在不同机器上', 'Two at least, on different machines'),
              ),
            ];
      }),
};
export default gatewayCopies;
