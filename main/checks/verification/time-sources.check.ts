import type { Finding } from '../../model/checks/check-kind.ts';
import { text } from '../../model/text.ts';
import { eachTarget } from '../broken-finding.ts';
import type { VerificationCheck } from './verification-context.ts';

/** Which clock chrony goes by, as `chronyc -c tracking` prints it: id, address, stratum, … and the leap status at the end. */
const check: VerificationCheck = {
  id: 'time-sources',
  stage: 'verification',
  severity: 'normal',
  title: text('各节点跟随约定的时间来源', 'Every node follows the agreed source of time'),
  why: text(
    '配置好了不等于跟上了：时间服务器可能不可达，几个月后时钟才慢慢走偏',
    'Configured is not followed: with a time server out of reach the clocks drift apart over months',
  ),
  targets: ({ plan }) => (plan.changes.timeService === 'keep' ? [] : plan.nodes.map(({ name }) => name)),
  async look({ plan, node }) {
    if (plan.changes.timeService === 'keep') return [];
    return await eachTarget(
      plan.nodes.map(({ name }) => name),
      async (name) => {
        const argv = ['chronyc', '-n', '-c', 'tracking'];
        const { stdout, stderr, exitCode } = await (await node(name)).exec({ class: 'observe', argv });
        return { target: name, ...judge(exitCode === 0 ? stdout.trim() : '', `${stdout}${stderr}`.trim()) };
      },
    );
  },
};
export default check;

/** Reference of the machine's own clock, given out where the site has no time server. */
const ownClock = '7F7F0101';

function judge(line: string, said: string): Omit<Finding, 'target'> {
  const fields = line.split(',');
  const [reference = '', address = '', stratum = ''] = fields;
  const isFollowing = fields.length >= 14 && /^[1-9]\d*$/.test(stratum) && fields.at(-1) === 'Normal';
  const evidence = `chronyc -n -c tracking: ${said.slice(0, 400)}`;
  if (!isFollowing) {
    return {
      outcome: 'warn',
      summary: text('没有跟上任何时间来源', 'It follows no source of time'),
      evidence,
      remedy: text(
        '请网络管理员检查到时间服务器的 UDP 123 端口',
        'Ask the network administrator to check UDP port 123 to the time servers',
      ),
    };
  }
  if (reference === ownClock) {
    return {
      outcome: 'pass',
      summary: text(
        '站点没有时间服务器，以本机时钟为准',
        'The site has no time server: its own clock is the reference',
      ),
      evidence,
    };
  }
  return { outcome: 'pass', summary: text(`跟随 ${address}`, `Follows ${address}`), evidence };
}
