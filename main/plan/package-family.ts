import { PackageFamily } from '../model/plan/kubernetes-release.ts';
import type { HostFacts } from '../model/site/host-facts.ts';

type System = HostFacts['os'];

const rebuilds = ['rhel', 'rocky', 'almalinux', 'centos'];

/**
 * Whose package names a machine's system goes by, from ID and VERSION_ID of its os-release; undefined where nobody knows.
 * Anolis 8 is a rebuild of RHEL 8, Anolis 23 is not. Kylin names its desktop the same; only Advanced Server is built of rpms.
 */
export function packageFamily({ id, versionId, name }: System): PackageFamily | undefined {
  const [system, major] = [id.toLowerCase(), majorOf(versionId)];
  if (system === 'debian' || system === 'ubuntu') return 'debian';
  if (system === 'fedora' || system === 'openeuler') return system;
  if (system === 'kylin') return /advanced server/i.test(name) ? 'kylin' : undefined;
  const isRebuild = rebuilds.includes(system) || (system === 'anolis' && major === '8');
  return isRebuild ? PackageFamily.safeParse(`el${major}`).data : undefined;
}

/**
 * What a bundle calls the system: debian-12, ubuntu-24.04, openeuler-22.03, kylin-v10. RHEL and its rebuilds keep their
 * interfaces within a major release, so rocky-9 is for 9.2 and 9.4.
 */
export function distributionOf(os: System): string {
  const isByMajor = /^el\d/.test(packageFamily(os) ?? '');
  return `${os.id}-${isByMajor ? majorOf(os.versionId) : os.versionId}`.toLowerCase();
}

function majorOf(versionId: string): string {
  return versionId.split('.')[0] ?? '';
}
