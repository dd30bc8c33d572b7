import { type BundleLock, bundleLockHash } from '../model/bundle/lock.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { checkValues } from './charts/check-values.ts';
import { readLock } from './lock-file.ts';
import { resolveBundle } from './resolve.ts';
import { type BundleSpec, readSpec, remoteSourcesOf, specHash } from './spec.ts';

export interface BuildInputs {
  readonly spec: BundleSpec;
  readonly lock: BundleLock;
  /** Absent for a lock nobody keeps: files of this machine, looked at just now. */
  readonly lockHash: string | undefined;
}

/**
 * Spec and lock, which must belong together. Without a lock a spec of this machine's files is resolved on the spot.
 * BUNDLE_E0010 the spec · E0015 it needs a lock · E0016 it was changed since · E0017 the lock · CHART_E0008 values of a chart.
 */
export async function readInputs(given: {
  readonly specFile: string;
  readonly lockFile?: string | undefined;
  readonly createdAt: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<BuildInputs> {
  const { specFile, lockFile, createdAt, signal } = given;
  const spec = await readSpec(specFile);
  if (lockFile !== undefined) {
    const lock = await readLock(lockFile);
    if (lock.specHash !== specHash(spec)) throw new FerrymanError('BUNDLE_E0016', { path: specFile, lock: lockFile });
    await checkValues(specFile, lock);
    return { spec, lock, lockHash: bundleLockHash(lock) };
  }
  const remote = remoteSourcesOf(spec);
  if (remote.length > 0) throw new FerrymanError('BUNDLE_E0015', { path: specFile, sources: remote.join(', ') });
  const { lock } = await resolveBundle({ specFile, spec, at: createdAt, by: 'this build', signal });
  return { spec, lock, lockHash: undefined };
}
