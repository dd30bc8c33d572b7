import { text } from '../../model/text.ts';
import { brokenFinding } from '../broken-finding.ts';
import { certainlyApartMs, readClock } from '../read-clock.ts';
import type { VerificationCheck } from './verification-context.ts';

const warnMs = 1_000;
const failMs = 60_000;

const check: VerificationCheck = {
  id: 'cluster-time',
  stage: 'verification',
  severity: 'critical',
  title: text('时钟一致', 'The clocks agree'),
  why: text('时钟走偏会使证书失效、日志对不上', 'Clocks apart break certificates and logs'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ plan, node, clock }) {
    const offsets = await Promise.all(
      plan.nodes.map(async ({ name }) => {
        const reading = await node(name)
          .then((runner) => readClock(runner, clock))
          .catch((error: unknown) => ({ said: '', tookMs: 0, offsetMs: undefined, error }));
        return { name, error: undefined, ...reading };
      }),
    );
    const sorted = offsets.flatMap(({ offsetMs }) => offsetMs ?? []).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return offsets.map(({ name, said, offsetMs, tookMs, error }) => {
      if (error !== undefined) return brokenFinding(name, error);
      if (offsetMs === undefined) {
        return {
          target: name,
          outcome: 'fail',
          summary: text('没有读到时间', 'Its time could not be read'),
          evidence: `date said: ${said.slice(0, 200)}`,
        } as const;
      }
      const apartMs = Math.round(Math.abs(offsetMs - median));
      const certainMs = certainlyApartMs(offsetMs - median, tookMs);
      return {
        target: name,
        outcome: certainMs > failMs ? 'fail' : certainMs >= warnMs ? 'warn' : 'pass',
        summary: text(`与其他机器相差 ${apartMs} 毫秒`, `${apartMs} ms from the others`),
        evidence: `clock ${apartMs} ms from the middle of ${sorted.length} machines, read within ${Math.round(tookMs)} ms`,
      } as const;
    });
  },
};
export default check;
