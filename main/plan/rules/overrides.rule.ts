import { text } from '../../model/text.ts';
import { plannerDefaults } from '../assumptions.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** An override names a default that exists. */
const overrides: PlanRule = {
  id: 'overrides',
  find: ({ requirements }) =>
    requirements.overrides
      .filter(({ assumption }) => !(assumption in plannerDefaults))
      .map(({ assumption }) =>
        finding(
          'blocker',
          `overrides ${assumption}`,
          text('没有这个默认值', 'There is no default of this name'),
          text(
            `可用：${Object.keys(plannerDefaults).join('、')}`,
            `Choose one of: ${Object.keys(plannerDefaults).join(', ')}`,
          ),
        ),
      ),
};
export default overrides;
