import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { OperationPlan } from '../model/operation/operation-plan.ts';
import type { NeedArtifact } from '../model/operation/step-kind.ts';
import { type ArtifactRef, artifactLabel, type ResolvedArtifact } from '../model/plan/artifact-ref.ts';

/** What the planner asks of an opened bundle. */
export interface BundleIndex {
  readonly manifestHash: string;
  find(ref: ArtifactRef): ResolvedArtifact | undefined;
}

/** Gathers what the steps ask of a bundle; everything must be inside, or there is no operation plan. */
export class Closure {
  readonly #bundle: BundleIndex;
  readonly #found = new Map<string, OperationPlan['artifacts'][number]>();
  readonly #missing = new Map<string, string>();

  constructor(bundle: BundleIndex) {
    this.#bundle = bundle;
  }

  /** How steps of one kind ask; a missing artifact is remembered, so that all of them are named at once. */
  needsOf(kind: string): NeedArtifact {
    return (ref): ResolvedArtifact => {
      const name = artifactLabel(ref);
      const artifact = this.#bundle.find(ref);
      if (artifact === undefined) {
        if (!this.#missing.has(name)) this.#missing.set(name, kind);
        return { ref, digest: '', sizeBytes: 0, blobs: [], fileName: '' };
      }
      if (!this.#found.has(name)) {
        this.#found.set(name, { ref, digest: artifact.digest, sizeBytes: artifact.sizeBytes, neededBy: kind });
      }
      return artifact;
    };
  }

  /** Throws BUNDLE_E0007 with every missing artifact and who needs it. */
  prove(): void {
    if (this.#missing.size === 0) return;
    const lines = [...this.#missing].map(([name, kind]) => `${name} needed by ${kind}`);
    throw new FerrymanError('BUNDLE_E0007', { count: lines.length, missing: lines.join('; ') });
  }

  artifacts(): OperationPlan['artifacts'] {
    return [...this.#found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, artifact]) => artifact);
  }
}
