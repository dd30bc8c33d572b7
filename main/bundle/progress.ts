export interface BundleProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** What is being read: an image, a file, a package. */
  readonly what: string;
}

export type OnProgress = (progress: BundleProgress) => void;

/** Adds up bytes for one reader; never above the total, never backwards. */
export class ProgressMeter {
  readonly #totalBytes: number;
  readonly #onProgress: OnProgress | undefined;
  #doneBytes = 0;

  constructor(totalBytes: number, onProgress: OnProgress | undefined) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
  }

  add(bytes: number, what: string): void {
    this.#doneBytes = Math.min(this.#doneBytes + bytes, this.#totalBytes);
    this.#onProgress?.({ doneBytes: this.#doneBytes, totalBytes: this.#totalBytes, what });
  }
}
