import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

const everyNode = [10250];
const controlPlane = [6443, 2379, 2380, 10257, 10259];

export default hostCheck({
  id: 'ports-free',
  severity: 'critical',
  title: text('需要的端口空闲', 'The ports needed are free'),
  why: text('端口被别的程序占用时组件启动不了', 'A component cannot start on a port something else holds'),
  lookAt: ({ listeningPorts, existing }, { name, role }, { plan }) => {
    const needed = [
      ...everyNode,
      ...(role === 'control-plane' ? controlPlane : []),
      ...(plan.siteRegistry?.machine === name ? [plan.siteRegistry.port] : []),
    ];
    const taken = needed.filter((port) => listeningPorts.includes(port));
    const evidence = `listening: ${listeningPorts.join(', ') || 'none'}`;
    if (taken.length === 0 || existing.ferrymanSite === plan.site.name) {
      return {
        outcome: 'pass',
        summary: text('端口空闲，或由本站点使用', 'Free, or used by this site itself'),
        evidence,
      };
    }
    return {
      outcome: 'fail',
      summary: text(`端口已被占用：${taken.join('、')}`, `Ports in use: ${taken.join(', ')}`),
      evidence,
      remedy: text('停掉占用端口的程序', 'Stop what uses them'),
    };
  },
});
