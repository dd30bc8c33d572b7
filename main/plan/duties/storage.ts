import type { StorageClassPlan } from '../../model/plan/duties-plan.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { Ledger } from '../ledger.ts';
import { heldDisks } from '../machines/taken-disks.ts';
import { copiesOf, rawGbFor } from '../sizing/replicated-storage.ts';
import { volumesGb } from '../sizing/volumes.ts';

/** Storage classes with the sum of their volumes and what that takes in disks. */
export function storageClasses(drafts: readonly EnvironmentDraft[], ledger: Ledger): StorageClassPlan[] {
  return drafts.flatMap((draft) => {
    const { environment, services, storage } = draft;
    const offered = [...new Map(Object.values(storage).map((provider) => [provider.storageClass, provider])).values()];
    return offered
      .filter(({ storageClass }) => storageClass !== '')
      .map(({ provider, storageClass, access }): StorageClassPlan => {
        const usableGb = volumesGb(services, new Set([storageClass]));
        const { copies, used } = copiesOf(provider);
        const { hosts } = heldDisks(draft, provider);
        const id = `storage.${environment.name}/${storageClass}`;
        const rawGb = rawGbFor(usableGb, provider, hosts);
        const volumes = services.flatMap((service) =>
          service.volumes.filter((volume) => volume.storageClass === storageClass),
        ).length;
        ledger.figure(`${id}.usable`, {
          value: usableGb,
          unit: 'GB',
          formula: 'Σ size over the volumes of this class: one for each copy, a shared one once',
          inputs: { volumes },
          source: { kind: 'rule', reference: 'F14' },
          meaning: text('这类存储上所有数据卷之和', 'All volumes on storage of this class'),
        });
        ledger.figure(`${id}.raw`, {
          value: rawGb,
          unit: 'GB',
          formula:
            copies > 1 && hosts > 1
              ? '⌈usable × max(copies ÷ share that may be used, min(copies, hosts − 1) × hosts ÷ (hosts − 1))⌉'
              : '⌈usable × copies ÷ share that may be used⌉',
          inputs: { usableGb, copies, headroom: used, ...(copies > 1 ? { hosts } : {}) },
          from: { usableGb: `figure:${id}.usable` },
          source: { kind: 'rule', reference: 'F14' },
          meaning: text(
            '背后的磁盘：数据份数，再留两成空闲；坏一台后剩下的也要放得下',
            'The disks behind it: all copies of the data, and a fifth kept free; with one machine stopped the rest still holds them',
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
