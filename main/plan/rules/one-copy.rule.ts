import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** §2.6: "any one machine may stop" and a single copy do not go together. */
const oneCopy: PlanRule = {
  id: 'one-copy',
  find: ({ views }) =>
    views
      .filter(isHighlyAvailable)
      .flatMap(({ draft }) =>
        draft.services
          .filter(
            ({ kind, replicas, of }) =>
              kind === 'module' && replicas < 2 && draft.modules.find(({ name }) => name === of)?.queue === undefined,
          )
          .map(({ name }) =>
            finding(
              'blocker',
              `${draft.environment.name}/${name}`,
              text('要求坏一台机器不停业务，却只有一个副本', 'Any one machine may stop, yet there is a single copy'),
              text(
                '去掉 maxReplicas 限制，或把该环境的 availability 改为 basic',
                'Lift maxReplicas, or set the availability of this environment to basic',
              ),
            ),
          ),
      ),
};
export default oneCopy;
