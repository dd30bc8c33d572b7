import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'firewall',
  severity: 'normal',
  title: text('主机防火墙', 'Host firewall'),
  why: text('防火墙挡住端口时节点之间不能通信', 'A firewall that closes the ports cuts the nodes from one another'),
  lookAt: ({ firewall, selinux }, _node, { plan }) => {
    const evidence = `firewall ${firewall}, SELinux ${selinux}`;
    if (firewall === 'none') return { outcome: 'pass', summary: text('没有启用防火墙', 'No firewall runs'), evidence };
    return plan.changes.firewall === 'open-ports'
      ? { outcome: 'pass', summary: text('安装时会按约定放行端口', 'The ports will be opened, as agreed'), evidence }
      : {
          outcome: 'warn',
          summary: text('防火墙开着，约定不改动', 'A firewall runs, and it was agreed to leave it alone'),
          evidence,
          remedy: text(
            '请管理员按端口清单放行，或在需求中写 changes.firewall: open-ports',
            'Ask for the ports of the plan, or say changes.firewall: open-ports',
          ),
        };
  },
});
