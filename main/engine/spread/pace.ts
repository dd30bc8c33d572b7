/** What a machine held, and when: how fast it has been lately. */
export class Pace {
  readonly #windowMs: number;
  #lastChangeMs = 0;
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** When more arrived for the last time. */
  get lastChangeMs(): number {
    return this.#lastChangeMs;
  }

  /** When it said anything for the last time; undefined before. */
  get lastHeardMs(): number | undefined {
    return this.#samples.at(-1)?.atMs;
  }

  get bytes(): number {
    return this.#samples.at(-1)?.bytes ?? 0;
  }

  note(atMs: number, bytes: number): void {
    if (bytes > this.bytes || this.#samples.length === 0) this.#lastChangeMs = atMs;
    this.#samples.push({ atMs, bytes: Math.max(bytes, this.bytes) });
    // one sample from before the window stays: the rate is measured over the whole of it
    while ((this.#samples[1]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs - this.#windowMs) this.#samples.shift();
  }

  /** Bytes per second over the window; undefined until one has passed. */
  rate(nowMs: number): number | undefined {
    const base = this.#samples.findLast(({ atMs }) => atMs <= nowMs - this.#windowMs);
    return base && ((this.bytes - base.bytes) * 1000) / (nowMs - base.atMs);
  }
}
