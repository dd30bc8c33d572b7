import { randomBytes } from 'node:crypto';
import type { NetworkSources } from '../bundle/network-sources.ts';
import type { OnProgress } from '../bundle/progress.ts';
import type { BundleSpec } from '../bundle/spec.ts';
import type { BundleWorkView } from '../contract/bundle.contract.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import type { RegistryPusherOpener } from '../ports/registry-writer.ts';

/** What a host lends to build and push bundles with. */
export interface BundleWorkshop {
  readonly keyDirectory: string;
  readonly cacheDirectory: string;
  readonly openNetwork: (specFile: string, spec: BundleSpec) => NetworkSources & { close(): Promise<void> };
  readonly openPusher: RegistryPusherOpener;
}

type Change = Partial<BundleWorkView>;

export interface WorkInProgress {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

const leastPauseMs = 200;

const nothingYet = {
  progress: null,
  error: null,
  lock: null,
  built: null,
  split: null,
  verified: null,
  papers: null,
  intake: null,
  repositories: null,
  pushed: null,
} as const;

/** Work on bundles for one session: one at a time, followed by whoever looks, ended with the session. */
export class BundleWork {
  readonly workshop: BundleWorkshop;
  readonly #listeners = new Set<() => void>();
  #view: BundleWorkView | null = null;
  #stop = new AbortController();
  #again: (() => { id: string }) | undefined;

  constructor(workshop: BundleWorkshop) {
    this.workshop = workshop;
  }

  /** Ends what is under way; nothing where nothing is. */
  stop(): void {
    if (this.#view?.status !== 'running') return;
    this.#change({ status: 'stopping' });
    this.#stop.abort();
  }

  /** How it stands now, and again with each change, until the caller leaves. */
  async *follow(signal: AbortSignal): AsyncGenerator<BundleWorkView | null> {
    let isNew = true;
    let wake: () => void = () => undefined;
    const listener = () => {
      isNew = true;
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', listener, { once: true });
    try {
      while (!signal.aborted) {
        if (!isNew) await new Promise<void>((resolve) => (wake = resolve));
        if (signal.aborted) return;
        isNew = false;
        yield this.#view;
        await new Promise((resolve) => setTimeout(resolve, leastPauseMs));
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', listener);
    }
  }

  /**
   * Answers at once; how it goes is followed. `secret` names one the work forgets when it ends, wanted again to go on.
   * BUNDLE_E0024 while another one is under way.
   */
  start(
    kind: BundleWorkView['kind'],
    subject: string,
    ending: AbortSignal,
    work: (progress: WorkInProgress) => Promise<Change>,
    secret: string | null = null,
  ): { id: string } {
    if (this.#view?.status === 'running' || this.#view?.status === 'stopping') {
      throw new FerrymanError('BUNDLE_E0024', { specFile: this.#view.subject });
    }
    const id = `${kind}-${randomBytes(4).toString('hex')}`;
    this.#stop = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, ending]);
    this.#again = () => this.start(kind, subject, ending, work, secret);
    this.#view = { ...nothingYet, id, kind, subject, secret, status: 'running' };
    this.#change({});
    void work({ signal, onProgress: (progress) => this.#change({ progress }) }).then(
      (result) => this.#change({ ...result, status: 'done' }),
      (error: unknown) =>
        this.#change(signal.aborted ? { status: 'stopped' } : { status: 'failed', error: toErrorRecord(error) }),
    );
    return { id };
  }

  /** The last work once more. BUNDLE_E0025 where there was none · BUNDLE_E0024 while one is under way. */
  resume(): { id: string } {
    if (this.#again === undefined) throw new FerrymanError('BUNDLE_E0025');
    return this.#again();
  }

  #change(change: Change): void {
    if (this.#view !== null) this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
