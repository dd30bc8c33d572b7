import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** Practice: only two copies of what matters most was found as a fault in production. */
const coreCopies: PlanRule = {
  id: 'core-copies',
  find: ({ views }) =>
    views.filter(isHighlyAvailable).flatMap(({ draft }) =>
      draft.modules
        .filter(({ isCore }) => isCore)
        .flatMap((module) => {
          const replicas =
            draft.services.find(({ kind, name }) => kind === 'module' && name === module.name)?.replicas ?? 0;
          return replicas >= 3
            ? []
            : [
                finding(
                  'warning',
                  `${draft.environment.name}/${module.name}`,
                  text(`核心模块只有 ${replicas} 个副本`, `A core module with ${replicas} copies only`),
                  text('放宽 maxReplicas 到 3 以上', 'Raise maxReplicas to three or more'),
                ),
              ];
        }),
    ),
};
export default coreCopies;
