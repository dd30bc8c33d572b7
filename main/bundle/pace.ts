/** The newest part of a transfer says most of what comes. */
const windowMs = 30_000;
/** What only fills the buffers on the way is no pace yet. */
const warmUpMs = 1_000;
/** Over less than this nothing is foretold. */
const leastMs = 1_000;

/** How long the rest takes at the pace of the last half minute. */
export class Pace {
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];
  #startedMs: number | undefined;

  /** Milliseconds left; undefined while too little was seen. Times are monotonic. */
  remainingMs(atMs: number, doneBytes: number, totalBytes: number): number | undefined {
    this.#startedMs ??= atMs;
    if (doneBytes >= totalBytes) return 0;
    if (atMs - this.#startedMs < warmUpMs) return undefined;
    const last = this.#samples.at(-1);
    if (last === undefined || atMs - last.atMs >= 100) this.#samples.push({ atMs, bytes: doneBytes });
    while ((this.#samples[1]?.atMs ?? atMs) < atMs - windowMs) this.#samples.shift();
    const first = this.#samples[0];
    if (first === undefined || atMs - first.atMs < leastMs || doneBytes <= first.bytes) return undefined;
    return ((totalBytes - doneBytes) * (atMs - first.atMs)) / (doneBytes - first.bytes);
  }
}
