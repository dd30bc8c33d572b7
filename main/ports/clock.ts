export interface Clock {
  /** Wall clock, ISO 8601 in UTC, for records. */
  now(): string;
  /** Monotonic milliseconds, for durations. */
  elapsedMs(): number;
  /** Resolves after the time or rejects when aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
