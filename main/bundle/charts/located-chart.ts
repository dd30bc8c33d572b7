import type { BlobSource, Evidence } from '../../model/bundle/lock.ts';
import type { NetworkSources } from '../network-sources.ts';

/** A chart's archive, why its digest is believed, and where it can be had again. */
export interface LocatedChart {
  readonly archive: Uint8Array;
  readonly evidence: readonly Evidence[];
  readonly sources: readonly BlobSource[];
}

/** What looking for a chart is done with. */
export interface ChartVisit {
  readonly specFile: string;
  /** Told what asks for it; BUNDLE_E0015 where there is none. */
  readonly network: (what: string) => NetworkSources;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Person and machine. */
  readonly by: string;
  readonly signal?: AbortSignal | undefined;
}
