import type { PlannedVolume } from '../../model/plan/planned-service.ts';
import type { CustomerSystems } from '../../model/site/platform.ts';
import type { Choice } from './choose-components.ts';

export interface StorageProvider {
  /** Component or customer system behind it; empty when there is none. */
  readonly provider: string;
  readonly storageClass: string;
  /** What a volume of this kind really is: a block wish met by a disk of the node is local, and its pod cannot move. */
  readonly access: PlannedVolume['access'];
}

export type StorageProviders = Readonly<Record<PlannedVolume['access'], StorageProvider>>;

const block: readonly StorageProvider[] = [
  { provider: 'rook-ceph', storageClass: 'ceph-block', access: 'block' },
  { provider: 'longhorn', storageClass: 'longhorn', access: 'block' },
  { provider: 'openebs-local', storageClass: 'openebs-hostpath', access: 'local' },
];

const shared: readonly StorageProvider[] = [
  { provider: 'rook-ceph', storageClass: 'ceph-filesystem', access: 'shared' },
  { provider: 'csi-driver-nfs', storageClass: 'nfs', access: 'shared' },
  { provider: 'longhorn', storageClass: 'longhorn-rwx', access: 'shared' },
];

const none = (access: PlannedVolume['access']): StorageProvider => ({ provider: '', storageClass: '', access });

/** Which chosen component gives which kind of volume, the one that keeps data off a single machine first. */
export function storageProviders(choices: readonly Choice[], { nas }: CustomerSystems): StorageProviders {
  const runs = new Set(choices.map(({ component }) => component.id));
  const has = ({ provider }: StorageProvider) => runs.has(provider);
  const nfs: StorageProvider | undefined =
    nas === undefined ? undefined : { provider: 'nas', storageClass: 'nfs', access: 'shared' };
  const local = block.find(({ provider }) => provider === 'openebs-local' && runs.has(provider));
  return {
    block: block.find(has) ?? none('block'),
    shared: nfs ?? shared.find(has) ?? none('shared'),
    local: local ?? none('local'),
  };
}
