import type { RegistryPush } from './registry-writer.ts';

export interface PushProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly what: string;
  /** Absent while nothing can be said. */
  readonly remainingMs?: number;
}

/** The site's own registry, reached through the SSH link of its machine; close when done. Errors as `RegistryWriter`. */
export interface SiteRegistry {
  /** PEM of the authority its certificate comes from. */
  readonly ca: string;
  /** A secret: the header nodes pull with. */
  readonly authorization: string;
  /** Resolves when it lets us in. */
  ping(): Promise<void>;
  /** Which of the bundle's images it has as the bundle has them: one question each. */
  look(): Promise<{ readonly present: readonly string[]; readonly missing: readonly string[] }>;
  /** Brings what it lacks. */
  push(onProgress: (progress: PushProgress) => void): Promise<RegistryPush>;
  /** Sees to it that a small image of ours is there, which no node holds; answers its reference below an upstream, by digest. */
  offerProbe(upstream: string): Promise<string>;
  close(): Promise<void>;
}
