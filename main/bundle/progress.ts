import { Pace } from './pace.ts';

export interface BundleProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** What is being read: an image, a file, a package. */
  readonly what: string;
  /** At the pace of the last half minute; absent while nothing can be said. */
  readonly remainingMs?: number;
}

export type OnProgress = (progress: BundleProgress) => void;

/** Adds up bytes for one reader; never above the total, never backwards. */
export class ProgressMeter {
  readonly #totalBytes: number;
  readonly #onProgress: OnProgress | undefined;
  readonly #elapsedMs: (() => number) | undefined;
  readonly #pace = new Pace();
  #doneBytes = 0;

  /** Without `elapsedMs` (monotonic) no time left is foretold. */
  constructor(totalBytes: number, onProgress: OnProgress | undefined, elapsedMs?: () => number) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
    this.#elapsedMs = elapsedMs;
  }

  add(bytes: number, what: string): void {
    this.#doneBytes = Math.min(this.#doneBytes + bytes, this.#totalBytes);
    if (this.#onProgress === undefined) return;
    const remainingMs =
      this.#elapsedMs === undefined
        ? undefined
        : this.#pace.remainingMs(this.#elapsedMs(), this.#doneBytes, this.#totalBytes);
    const report = { doneBytes: this.#doneBytes, totalBytes: this.#totalBytes, what };
    this.#onProgress(remainingMs === undefined ? report : { ...report, remainingMs });
  }

  /** Counts one blob by how much of it is there; what is read again is not counted again. */
  blob(what: string): (sizeBytes: number) => void {
    let most = 0;
    return (sizeBytes) => {
      if (sizeBytes <= most) return;
      this.add(sizeBytes - most, what);
      most = sizeBytes;
    };
  }
}
