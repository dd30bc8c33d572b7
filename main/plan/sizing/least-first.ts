/** A binary heap of indexes by their score, the lower index first among equals; an infinite score is no place at all. */
export class LeastFirst {
  readonly #scores: number[];
  readonly #heap: number[];

  constructor(scores: readonly number[]) {
    this.#scores = [...scores];
    this.#heap = scores.map((_, index) => index);
    for (let at = Math.floor(this.#heap.length / 2); at >= 0; at -= 1) this.#sink(at);
  }

  /** Index of the least score; undefined when none is finite. */
  least(): number | undefined {
    const index = this.#heap[0];
    return index === undefined || this.#scores[index] === Number.POSITIVE_INFINITY ? undefined : index;
  }

  replaceLeast(score: number): void {
    const index = this.#heap[0];
    if (index === undefined) return;
    this.#scores[index] = score;
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      const child = left + 1 < heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (child >= heap.length || !this.#isBefore(child, at)) return;
      [heap[at], heap[child]] = [heap[child] as number, heap[at] as number];
      at = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a] as number, this.#heap[b] as number];
    const [one, other] = [this.#scores[first] as number, this.#scores[second] as number];
    return one === other ? first < second : one < other;
  }
}
