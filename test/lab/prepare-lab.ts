import { makeBaseRoot } from './base-root.ts';
import { makeAccess } from './lab-access.ts';
import { buildRelease } from './software/build-release.ts';
import { release } from './software/releases.ts';
import { installSystemPackages } from './system-packages.ts';

/** Installs and builds what is missing; answers the Kubernetes version, such as v1.34.4. */
export async function prepareLab(kubernetes: string | undefined): Promise<string> {
  const wanted = release(kubernetes);
  await installSystemPackages();
  await makeAccess();
  await makeBaseRoot();
  await buildRelease(wanted);
  return wanted.kubernetes;
}
