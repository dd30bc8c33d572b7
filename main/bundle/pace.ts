/** The newest part of a transfer says most of what comes. */
const windowMs = 30_000;
/** Before this nothing is foretold. */
const leastMs = 2_000;

/** How long the rest takes at the pace of the last half minute. */
export class Pace {
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** Milliseconds left; undefined while too little was seen. Times are monotonic. */
  remainingMs(atMs: number, doneBytes: number, totalBytes: number): number | undefined {
    const last = this.#samples.at(-1);
    if (last === undefined || atMs - last.atMs >= 100) this.#samples.push({ atMs, bytes: doneBytes });
    while ((this.#samples[1]?.atMs ?? atMs) < atMs - windowMs) this.#samples.shift();
    const first = this.#samples[0];
    if (first === undefined || atMs - first.atMs < leastMs || doneBytes <= first.bytes) return undefined;
    return ((totalBytes - doneBytes) * (atMs - first.atMs)) / (doneBytes - first.bytes);
  }
}
