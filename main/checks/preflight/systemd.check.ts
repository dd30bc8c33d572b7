import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

const least = 239;

export default hostCheck({
  id: 'systemd',
  severity: 'critical',
  title: text('systemd 版本够新', 'systemd is new enough'),
  why: text(
    '安装动作作为 systemd 单元运行，断网也不会中断',
    'Work runs as systemd units, so that a broken link does not end it',
  ),
  lookAt: ({ systemdVersion }) => ({
    outcome: systemdVersion >= least ? 'pass' : 'fail',
    summary:
      systemdVersion >= least
        ? text('版本够新', 'New enough')
        : text(`需要 ${least} 以上`, `${least} or later is needed`),
    evidence: `systemd ${systemdVersion}`,
    ...(systemdVersion >= least
      ? {}
      : { remedy: text('升级操作系统，或换一台机器', 'Upgrade the system, or use another machine') }),
  }),
});
