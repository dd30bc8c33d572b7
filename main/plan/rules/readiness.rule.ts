import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** The twelve-factor list: every "no" is a risk with the module's name on it. */
const readiness: PlanRule = {
  id: 'readiness',
  find: ({ views }) =>
    [...new Map(views.flatMap(({ draft }) => draft.modules.map((module) => [module.name, module]))).values()]
      .filter(({ notReady }) => notReady.length > 0)
      .map(({ name, notReady }) =>
        finding(
          'warning',
          name,
          text(`还没有做到：${notReady.join('、')}`, `Not there yet: ${notReady.join(', ')}`),
          text(
            '请开发方在部署前完成，或写明替代办法',
            'The developers do it before the deployment, or say what they do instead',
          ),
        ),
      ),
};
export default readiness;
