import { chartNeeds } from '../model/bundle/chart-rendering.ts';
import { type ArtifactNeed, incompleteBundle, type MissingArtifact, missingFrom } from '../model/bundle/closure.ts';
import type { BundleLock } from '../model/bundle/lock.ts';
import type { ClosureRecord } from '../model/bundle/manifest.ts';

/** What a bundle must be complete for. */
export interface ClosureDemand {
  readonly site: string;
  /** Hash of the site plan or operation plan the needs come from. */
  readonly planHash: string;
  readonly needs: readonly ArtifactNeed[];
  /** Who lets it be signed although something is missing, and why. */
  readonly waiver?: { readonly by: string; readonly reason: string } | undefined;
}

/** Nobody says what a bundle must be complete for: somebody has to answer for that. */
export interface Unproven {
  readonly waiver: { readonly by: string; readonly reason: string };
}

/** What the charts of a bundle need and it lacks, whatever site it is for. */
export function missingForCharts({ items, charts = [], platforms }: BundleLock): MissingArtifact[] {
  return missingFrom(
    items.map(({ item }) => item),
    chartNeeds(charts, platforms),
  );
}

/** Before anything is fetched: BUNDLE_E0007 names all that is missing and who needs it, unless somebody waived that. */
export function proveClosure(lock: BundleLock, demand: ClosureDemand): ClosureRecord {
  const { site, planHash, waiver } = demand;
  const items = lock.items.map(({ item }) => item);
  const needs = [...demand.needs, ...chartNeeds(lock.charts ?? [], lock.platforms)];
  const missing = missingFrom(items, needs);
  const proven = { site, planHash, needs: needs.length };
  if (missing.length === 0) return proven;
  if (waiver === undefined) throw incompleteBundle(missing);
  const named = missing.map(({ artifact, neededBy }) => ({ artifact, neededBy: [...neededBy] }));
  return { ...proven, waiver: { ...waiver, missing: named } };
}
