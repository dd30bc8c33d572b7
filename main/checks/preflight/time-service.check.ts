import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'time-service',
  severity: 'normal',
  title: text('有时间同步', 'Time is kept in step'),
  why: text(
    '没有时间同步，时钟会慢慢走偏，几个月后出现奇怪的故障',
    'Without it the clocks drift apart and odd failures follow months later',
  ),
  lookAt: ({ isTimeSynchronised }) => ({
    outcome: isTimeSynchronised ? 'pass' : 'warn',
    summary: isTimeSynchronised ? text('已同步', 'In step') : text('没有时间同步', 'No time service'),
    evidence: `NTPSynchronized=${isTimeSynchronised ? 'yes' : 'no'}`,
    ...(isTimeSynchronised ? {} : { remedy: text('请网络管理员提供时间服务器（NTP）', 'Ask for a time server (NTP)') }),
  }),
});
