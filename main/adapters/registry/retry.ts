import type { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Clock } from '../../ports/clock.ts';

const firstWaitMs = 1_000;
/** Longer than this nobody waits at a keyboard: it is said instead. */
export const longestWaitMs = 120_000;
const attempts = { SOURCE_E0003: 3, SOURCE_E0004: 6, SOURCE_E0005: 4, SOURCE_E0007: 4 } as const;

/** A failure that may pass by itself. `waitMs` is what the server asked for. */
export class PassingFailure extends Error {
  readonly reason: FerrymanError;
  readonly waitMs: number | undefined;

  constructor(reason: FerrymanError, waitMs?: number) {
    super(reason.message);
    this.reason = reason;
    this.waitMs = waitMs;
  }
}

/** Tries again after 1, 2, 4 … s, or after what the server asked for; gives up with the failure's own reason. */
export async function withRetries<Result>(
  clock: Clock,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const { reason, waitMs = firstWaitMs * 2 ** (attempt - 1) } = error;
      const most = attempts[reason.code as keyof typeof attempts] ?? 1;
      if (attempt >= most || waitMs > longestWaitMs) throw reason;
      await clock.wait(waitMs, signal);
    }
  }
}

/** Retry-After in ms: seconds or an HTTP date; undefined when it is neither. */
export function retryAfterMs(value: string | undefined, now: string): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.parse(now));
}
