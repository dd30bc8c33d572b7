import { text } from '../../model/text.ts';
import { certainlyApartMs } from '../read-clock.ts';
import { hostCheck } from './host-check.ts';

const warnMs = 1_000;
const failMs = 60_000;

export default hostCheck({
  id: 'time-skew',
  severity: 'critical',
  title: text('各机器时钟一致', 'The clocks agree'),
  why: text(
    '时钟相差太大时证书会被判为无效，节点加入失败',
    'With clocks apart, certificates look invalid and joins fail',
  ),
  lookAt: (_facts, node, { clocks, plan }) => {
    const offsets = plan.nodes.flatMap(({ name }) => clocks[name]?.offsetMs ?? []).sort((a, b) => a - b);
    const median = offsets[Math.floor(offsets.length / 2)] ?? 0;
    const { offsetMs = median, tookMs = 0 } = clocks[node.name] ?? {};
    const apartMs = certainlyApartMs(offsetMs - median, tookMs);
    const evidence = `${Math.round(Math.abs(offsetMs - median))} ms from the middle of ${offsets.length} machines, read within ${Math.round(tookMs)} ms`;
    if (apartMs < warnMs) return { outcome: 'pass', summary: text('时钟一致', 'It agrees'), evidence };
    return {
      outcome: apartMs > failMs ? 'fail' : 'warn',
      summary: text(`时钟相差约 ${Math.round(apartMs / 1000)} 秒`, `It is about ${Math.round(apartMs / 1000)} s off`),
      evidence,
      remedy: text('请服务器管理员校准时间', 'Ask the server administrator to set the clock'),
    };
  },
});
