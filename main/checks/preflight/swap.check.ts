import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'swap',
  severity: 'normal',
  title: text('交换分区与约定一致', 'Swap is as agreed'),
  why: text('开着交换分区时业务可能突然变慢', 'With swap on, services may slow down suddenly'),
  lookAt: ({ swapMiB }, _node, { plan }) => {
    const evidence = `${swapMiB} MiB of swap`;
    if (swapMiB === 0) return { outcome: 'pass', summary: text('没有交换分区', 'No swap'), evidence };
    return plan.changes.swap === 'turn-off'
      ? { outcome: 'pass', summary: text('安装时会按约定关闭', 'It will be turned off, as agreed'), evidence }
      : {
          outcome: 'warn',
          summary: text('交换分区开着，约定保留', 'Swap is on, and it was agreed to keep it'),
          evidence,
          remedy: text(
            '如可关闭，在需求中写 changes.swap: turn-off',
            'If it may go, say changes.swap: turn-off in the requirements',
          ),
        };
  },
});
