import { hostsOf } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import type { PreflightCheck } from './host-check.ts';

const check: PreflightCheck = {
  id: 'reachable',
  stage: 'preflight',
  severity: 'critical',
  title: text('能登录', 'Can be logged in to'),
  why: text('登录不了的机器无法安装', 'What cannot be logged in to cannot be installed'),
  targets: ({ plan }) => hostsOf(plan).map(({ name }) => name),
  look: ({ plan, facts, failures }) =>
    hostsOf(plan).map(({ name }) => {
      const user = plan.nodes.find((node) => node.name === name)?.access.user;
      const failure = failures[name];
      const found = facts[name];
      if (failure === undefined && found !== undefined) {
        return {
          target: name,
          outcome: 'pass',
          summary: text('可以登录并取得管理员权限', 'Log-in and administrator rights work'),
          evidence: `${user === undefined ? '' : `user ${user}, `}${found.os.name}, kernel ${found.kernel}`,
        };
      }
      return {
        target: name,
        outcome: 'fail',
        summary: failure?.message ?? text('没有读到这台机器的情况', 'This machine was not asked'),
        evidence: failure === undefined ? '' : `${failure.code} ${failure.message.en}`,
        ...(failure === undefined ? {} : { remedy: failure.remedy }),
      };
    }),
};
export default check;
