import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Practice: one log centre serves all clusters, so a namespace name means one thing everywhere. */
const namespaceShared: PlanRule = {
  id: 'namespace-shared',
  find: ({ views }) => {
    const owners = new Map<string, string>();
    return views.flatMap(({ draft }) => {
      const own = new Set(draft.services.filter(({ kind }) => kind === 'module').map(({ namespace }) => namespace));
      return [...own].flatMap((namespace) => {
        const other = owners.get(namespace);
        owners.set(namespace, draft.environment.name);
        return other === undefined
          ? []
          : [
              finding(
                'blocker',
                namespace,
                text(
                  `${other} 与 ${draft.environment.name} 两个集群用了同一个命名空间名`,
                  `The clusters ${other} and ${draft.environment.name} use the same namespace`,
                ),
                text(
                  '不写 namespace（自动加环境名），或各写各的',
                  'Leave namespace out (the environment is put in front), or give each its own',
                ),
              ),
            ];
      });
    });
  },
};
export default namespaceShared;
