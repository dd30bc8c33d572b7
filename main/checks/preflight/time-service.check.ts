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
  lookAt: ({ isTimeSynchronised }, _node, { plan }) => {
    const evidence = `NTPSynchronized=${isTimeSynchronised ? 'yes' : 'no'}`;
    if (isTimeSynchronised) return { outcome: 'pass', summary: text('已同步', 'In step'), evidence };
    return plan.changes.timeService === 'chrony'
      ? { outcome: 'pass', summary: text('安装时会按约定配置', 'It will be set up, as agreed'), evidence }
      : {
          outcome: 'warn',
          summary: text('没有时间同步', 'No time service'),
          evidence,
          remedy: text(
            '请网络管理员提供时间服务器（NTP），或在需求中写 changes.timeService: chrony',
            'Ask for a time server (NTP), or say changes.timeService: chrony in the requirements',
          ),
        };
  },
});
