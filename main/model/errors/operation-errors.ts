import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

export const operationErrors = defineErrors({
  OP_E0001: {
    source: 'environment',
    retry: 'after-fix',
    message: text('步骤 {step} 被挡住：{detail}', 'Step {step} is blocked: {detail}'),
    remedy: text('处理后继续。', 'Fix the cause, then resume.'),
  },
  OP_E0002: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '步骤 {step} 执行后仍不符合预期：{detail}',
      'Step {step} ran, but its result is not what was planned: {detail}',
    ),
    remedy: text('查看证据，处理后继续。', 'Look at the evidence, fix the cause, then resume.'),
  },
  OP_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('已有进行中的操作 {operation}', 'Operation {operation} is already under way'),
    remedy: text('先 resume 或 stop 它。', 'Resume or stop it first.'),
  },
  OP_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有可以{what}的操作', 'There is no operation to {what}'),
    remedy: text('用 ferryman status 查看。', 'See `ferryman status`.'),
  },
  OP_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('预检有 {count} 项未通过：{checks}', '{count} preflight check(s) failed: {checks}'),
    remedy: text('按每项的处理办法解决后重新预检。', 'Follow the remedy of each, then run preflight again.'),
  },
  OP_E0006: {
    source: 'product',
    retry: 'never',
    message: text('操作计划无效：{detail}', 'The operation plan is not valid: {detail}'),
    remedy: text('请把诊断信息发给 Ferryman 支持。', 'Send the diagnostics to Ferryman support.'),
  },
  OP_E0007: {
    source: 'environment',
    retry: 'after-fix',
    message: text('集群 API 不可用：{detail}', 'The cluster API does not answer: {detail}'),
    remedy: text(
      '检查控制平面节点上的 kubelet 与 containerd。',
      'Check kubelet and containerd on the control-plane node.',
    ),
  },
  PRACTICE_E0002: {
    source: 'operator',
    retry: 'never',
    message: text('只有演练站点才能演练', 'Only a practice site can be rehearsed on'),
    remedy: text(
      '用 ferryman rehearse 或 npm start 打开演练站点。',
      'Open a practice site with `ferryman rehearse` or `npm start`.',
    ),
  },
  PRACTICE_E0001: {
    source: 'environment',
    retry: 'after-fix',
    message: text('这台机器不能运行演练环境：{detail}', 'This machine cannot run the practice fleet: {detail}'),
    remedy: text(
      '其余功能不受影响；演练请用带用户命名空间的 Linux。',
      'Everything else works; practise on a Linux with user namespaces.',
    ),
  },
});
