import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** A cluster has one pod network. */
const networkPlugin: PlanRule = {
  id: 'network-plugin',
  find: ({ views }) =>
    views.flatMap(({ draft }) => {
      const plugins = draft.choices.filter(
        ({ component }) => component.group === 'network' && ['flannel', 'calico', 'cilium'].includes(component.id),
      );
      return plugins.length <= 1
        ? []
        : [
            finding(
              'blocker',
              `${draft.environment.name}/${plugins.map(({ name }) => name).join(', ')}`,
              text('一个集群只能有一种容器网络', 'A cluster has one pod network'),
              text('只保留一个', 'Keep one of them'),
            ),
          ];
    }),
};
export default networkPlugin;
