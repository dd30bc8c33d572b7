import { text } from '../../model/text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NodeRunner } from '../../ports/step-context.ts';
import { brokenFinding } from '../broken-finding.ts';
import type { VerificationCheck } from './verification-context.ts';

const warnMs = 1_000;
const failMs = 60_000;
/** A reading may be wrong by half the time its question took: a slow one is repeated, and the quickest counts. */
const quickEnoughMs = 200;
const mostReadings = 5;

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
      return {
        target: name,
        outcome: apartMs > failMs ? 'fail' : apartMs >= warnMs ? 'warn' : 'pass',
        summary: text(`与其他机器相差 ${apartMs} 毫秒`, `${apartMs} ms from the others`),
        evidence: `clock ${apartMs} ms from the middle of ${sorted.length} machines, read within ${Math.round(tookMs)} ms`,
      } as const;
    });
  },
};
export default check;

interface Reading {
  readonly said: string;
  readonly tookMs: number;
  /** From our monotonic clock: only differences between machines mean anything. */
  readonly offsetMs: number | undefined;
}

async function readClock(runner: NodeRunner, clock: Clock): Promise<Reading> {
  let quickest: Reading | undefined;
  for (let count = 0; count < mostReadings; count += 1) {
    const reading = await readOnce(runner, clock);
    if (reading.offsetMs === undefined) return reading;
    if (quickest === undefined || reading.tookMs < quickest.tookMs) quickest = reading;
    if (quickest.tookMs <= quickEnoughMs) break;
  }
  return quickest ?? { said: '', tookMs: 0, offsetMs: undefined };
}

async function readOnce(runner: NodeRunner, clock: Clock): Promise<Reading> {
  const before = clock.elapsedMs();
  const { stdout } = await runner.exec({ class: 'observe', argv: ['date', '+%s%3N'] });
  const after = clock.elapsedMs();
  const said = stdout.trim();
  const offsetMs = /^\d+$/.test(said) ? Number(said) - (before + after) / 2 : undefined;
  return { said, tookMs: after - before, offsetMs };
}
