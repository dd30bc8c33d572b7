import type { Clock } from '../../main/ports/clock.ts';

/** Time passes only when it is told to, or when somebody waits: waiting takes no real time. */
export class FakeClock implements Clock {
  #elapsedMs = 0;
  readonly waits: number[] = [];

  now(): string {
    return new Date(Date.UTC(2026, 10, 21) + this.#elapsedMs).toISOString();
  }
  elapsedMs(): number {
    return this.#elapsedMs;
  }
  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.pass(ms);
  }
  pass(ms: number): void {
    this.#elapsedMs += ms;
  }
}
