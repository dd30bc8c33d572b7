import { text } from '../../model/text.ts';
import { isPlannerDefault, isUsable, plannerDefaults } from '../assumptions.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** An override names a default that exists, and a value one can plan with. */
const overrides: PlanRule = {
  id: 'overrides',
  find: ({ requirements }) =>
    requirements.overrides
      .filter((override) => !isUsable(override))
      .map(({ assumption, value }) => {
        if (!isPlannerDefault(assumption)) {
          return finding(
            'blocker',
            `overrides ${assumption}`,
            text('没有这个默认值', 'There is no default of this name'),
            text(
              `可用：${Object.keys(plannerDefaults).join('、')}`,
              `Choose one of: ${Object.keys(plannerDefaults).join(', ')}`,
            ),
          );
        }
        const { least, most, value: usual } = plannerDefaults[assumption];
        return finding(
          'blocker',
          `overrides ${assumption}`,
          text(
            `${value} 不能用来规划，方案仍按默认值 ${usual} 计算`,
            `${value} cannot be planned with; the plan still goes by the default ${usual}`,
          ),
          text(`请填 ${least} 到 ${most}`, `Give a value from ${least} to ${most}`),
        );
      }),
};
export default overrides;
