import type { Clock } from '../ports/clock.ts';
import type { NodeRunner } from '../ports/step-context.ts';

/** A reading may be wrong by half the time its question took: a slow one is repeated, and the quickest counts. */
const quickEnoughMs = 200;
const mostReadings = 5;

export interface ClockReading {
  /** What `date` printed. */
  readonly said: string;
  readonly tookMs: number;
  /** Against our monotonic clock: only differences between machines mean anything. Undefined where `date` said no time. */
  readonly offsetMs: number | undefined;
}

/** Reads a machine's clock. Throws whatever the exec throws. */
export async function readClock(runner: NodeRunner, clock: Clock): Promise<ClockReading> {
  let quickest: ClockReading | undefined;
  for (let count = 0; count < mostReadings; count += 1) {
    const reading = await readOnce(runner, clock);
    if (reading.offsetMs === undefined) return reading;
    if (quickest === undefined || reading.tookMs < quickest.tookMs) quickest = reading;
    if (quickest.tookMs <= quickEnoughMs) break;
  }
  return quickest ?? { said: '', tookMs: 0, offsetMs: undefined };
}

async function readOnce(runner: NodeRunner, clock: Clock): Promise<ClockReading> {
  const before = clock.elapsedMs();
  const { stdout } = await runner.exec({ class: 'observe', argv: ['date', '+%s%3N'] });
  const after = clock.elapsedMs();
  const said = stdout.trim();
  const offsetMs = /^\d+$/.test(said) ? Number(said) - (before + after) / 2 : undefined;
  return { said, tookMs: after - before, offsetMs };
}

/** How far apart two clocks are for certain, in ms: what a slow reading may be wrong by does not count against a machine. */
export function certainlyApartMs(differenceMs: number, tookMs: number): number {
  return Math.max(0, Math.round(Math.abs(differenceMs) - (tookMs > quickEnoughMs ? tookMs / 2 : 0)));
}
