import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §2.6: what must agree comes in odd numbers of at least three. */
const quorumEven: PlanRule = {
  id: 'quorum-even',
  find: ({ views }) =>
    views.flatMap(({ draft }) =>
      [
        ...draft.services,
        ...draft.ownMachines.map(({ role, count, isQuorum }) => ({ name: role, replicas: count, isQuorum })),
      ]
        .filter(({ isQuorum, replicas }) => isQuorum && replicas !== 1 && (replicas % 2 === 0 || replicas < 3))
        .map(({ name, replicas }) =>
          finding(
            'blocker',
            `${draft.environment.name}/${name}`,
            text(
              `${replicas} 份：需要表决的服务要单数，至少三份`,
              `${replicas} of it: what must agree comes in an odd number of at least three`,
            ),
            text('改为 3 或 5', 'Make it 3 or 5'),
          ),
        ),
    ),
};
export default quorumEven;
