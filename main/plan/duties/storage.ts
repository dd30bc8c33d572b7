import type { StorageClassPlan } from '../../model/plan/duties-plan.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { Ledger } from '../ledger.ts';

/** F14: three copies and a fifth kept free; a single copy needs only the room. */
const replicated = { copies: 3, used: 0.8 };
const single = { copies: 1, used: 0.8 };
const providersWithCopies = new Set(['rook-ceph', 'longhorn']);

/** Storage classes with the sum of their volumes and what that takes in disks. */
export function storageClasses(drafts: readonly EnvironmentDraft[], ledger: Ledger): StorageClassPlan[] {
  return drafts.flatMap(({ environment, services, storage }) => {
    const offered = [...new Map(Object.values(storage).map((provider) => [provider.storageClass, provider])).values()];
    return offered
      .filter(({ storageClass }) => storageClass !== '')
      .map(({ provider, storageClass, access }): StorageClassPlan => {
        const usableGb = services.reduce(
          (sum, service) =>
            sum +
            service.replicas *
              service.volumes
                .filter((volume) => volume.storageClass === storageClass)
                .reduce((own, { sizeGb }) => own + sizeGb, 0),
          0,
        );
        const { copies, used } = providersWithCopies.has(provider) ? replicated : single;
        const id = `storage.${environment.name}/${storageClass}`;
        const rawGb = Math.ceil((usableGb * copies) / used);
        const volumes = services.flatMap((service) =>
          service.volumes.filter((volume) => volume.storageClass === storageClass),
        ).length;
        ledger.figure(`${id}.usable`, {
          value: usableGb,
          unit: 'GB',
          formula: 'Σ copies × size over the volumes of this class',
          inputs: { volumes },
          source: { kind: 'rule', reference: 'F14' },
          meaning: text('这类存储上所有数据卷之和', 'All volumes on storage of this class'),
        });
        ledger.figure(`${id}.raw`, {
          value: rawGb,
          unit: 'GB',
          formula: '⌈usable × copies ÷ share that may be used⌉',
          inputs: { usableGb, copies, headroom: used },
          from: { usableGb: `figure:${id}.usable` },
          source: { kind: 'rule', reference: 'F14' },
          meaning: text(
            '背后的磁盘：数据份数，再留两成空闲',
            'The disks behind it: all copies of the data, and a fifth kept free',
          ),
        });
        return {
          name: `${environment.name}/${storageClass}`,
          provider,
          access,
          usableGb,
          rawGb,
          note:
            access === 'local'
              ? text(
                  '数据在一台机器上，机器坏了要从备份恢复',
                  'The data is on one machine; if that breaks it comes back from the backup',
                )
              : copies > 1
                ? text('数据存三份，坏一台不丢', 'Kept three times; one machine may break')
                : text('数据在客户的存储上', "The data is on the customer's storage"),
        };
      });
  });
}
