import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Practice: control planes that run the services are for tests and very small sites. */
const convergedProduction: PlanRule = {
  id: 'converged-production',
  find: ({ views }) =>
    views
      .filter(
        ({ draft }) =>
          draft.environment.kind === 'production' &&
          draft.cluster?.layoutKind === 'converged' &&
          draft.services.some(({ kind }) => kind === 'module'),
      )
      .map(({ draft }) =>
        finding(
          'warning',
          draft.environment.name,
          text(
            '生产环境的控制平面兼跑业务：业务过忙时可能影响集群管理',
            'In production the control planes run the services too; a busy service can slow the cluster down',
          ),
          text(
            '条件允许时写 layout: dedicated，控制平面单独部署',
            'Where possible write layout: dedicated, with control planes of their own',
          ),
        ),
      ),
};
export default convergedProduction;
