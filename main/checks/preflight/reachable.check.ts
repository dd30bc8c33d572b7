import { text } from '../../model/text.ts';
import type { PreflightCheck } from './host-check.ts';

const check: PreflightCheck = {
  id: 'reachable',
  stage: 'preflight',
  severity: 'critical',
  title: text('能登录', 'Can be logged in to'),
  why: text('登录不了的机器无法安装', 'What cannot be logged in to cannot be installed'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  look: ({ plan, facts, failures }) =>
    plan.nodes.map(({ name, access }) => {
      const failure = failures[name];
      const found = facts[name];
      if (failure === undefined && found !== undefined) {
        return {
          target: name,
          outcome: 'pass',
          summary: text('可以登录并取得管理员权限', 'Log-in and administrator rights work'),
          evidence: `user ${access.user}, ${found.os.name}, kernel ${found.kernel}`,
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
