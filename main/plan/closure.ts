import { type ArtifactNeed, incompleteBundle } from '../model/bundle/closure.ts';
import type { OperationPlan } from '../model/operation/operation-plan.ts';
import type { CarriedImage, NeedArtifact } from '../model/operation/step-kind.ts';
import { type ArtifactRef, artifactLabel, type ResolvedArtifact } from '../model/plan/artifact-ref.ts';

/** What the planner asks of an opened bundle. */
export interface BundleIndex {
  readonly manifestHash: string;
  find(ref: ArtifactRef): ResolvedArtifact | undefined;
  /** Every image it carries, once, in the order of their names. */
  readonly images: readonly CarriedImage[];
}

/** Gathers what the steps ask of a bundle; everything must be inside, or there is no operation plan. */
export class Closure {
  readonly #bundle: BundleIndex | undefined;
  readonly #found = new Map<string, OperationPlan['artifacts'][number]>();
  readonly #asked = new Map<string, { readonly ref: ArtifactRef; readonly neededBy: Set<string>; isThere: boolean }>();

  /** Without a bundle nothing is found: only what is asked for is gathered. */
  constructor(bundle?: BundleIndex) {
    this.#bundle = bundle;
  }

  /** How steps of one kind ask; a missing artifact is remembered, so that all of them are named at once. */
  needsOf(kind: string): NeedArtifact {
    return (ref): ResolvedArtifact => {
      const name = artifactLabel(ref);
      const artifact = this.#bundle?.find(ref);
      const asked = this.#asked.get(name) ?? { ref, neededBy: new Set<string>(), isThere: artifact !== undefined };
      asked.neededBy.add(kind);
      this.#asked.set(name, asked);
      if (artifact === undefined) return { ref, digest: '', sizeBytes: 0, blobs: [], fileName: '' };
      if (!this.#found.has(name)) {
        this.#found.set(name, { ref, digest: artifact.digest, sizeBytes: artifact.sizeBytes, neededBy: kind });
      }
      return artifact;
    };
  }

  /** Throws BUNDLE_E0007 with every missing artifact and who needs it. */
  prove(): void {
    const missing = [...this.#asked.values()]
      .filter(({ isThere }) => !isThere)
      .map(({ ref, neededBy }) => ({ artifact: artifactLabel(ref), neededBy: [...neededBy] }));
    if (missing.length > 0) throw incompleteBundle(missing);
  }

  /** Everything asked for, there or not, by name. */
  needs(): ArtifactNeed[] {
    return [...this.#asked.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { ref, neededBy }]) => ({ ref, neededBy: [...neededBy] }));
  }

  artifacts(): OperationPlan['artifacts'] {
    return [...this.#found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, artifact]) => artifact);
  }
}
