import type { BackupRow } from '../../model/plan/duties-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';
import type { Ledger } from '../ledger.ts';

/** Full backups compress to about half. */
const compressed = 0.5;

/** What must be saved, to where, and how anybody knows that it can be brought back. */
export function backupPlan(
  { customerSystems }: Requirements,
  drafts: readonly EnvironmentDraft[],
  ledger: Ledger,
): BackupRow[] {
  const copies = ledger.assumptions.get('backup-copies');
  const to =
    customerSystems.backup === undefined
      ? text('另一台机器上的目录，请客户指定', 'A folder on another machine, which the customer names')
      : text(
          `客户备份系统 ${customerSystems.backup.host}`,
          `The customer's backup system ${customerSystems.backup.host}`,
        );
  const daily = text('每天 02:00', 'Every day at 02:00');
  return drafts.flatMap(({ environment, choices, services }) =>
    choices
      .filter(
        ({ placement, component }) =>
          component.backup !== undefined && (placement === 'cluster' || placement === 'machines'),
      )
      .flatMap(({ name, component }): BackupRow[] => {
        if (component.backup === undefined) return [];
        const volumesGb = services
          .filter(({ of }) => of === name)
          .reduce(
            (sum, { volumes }) =>
              sum + volumes.filter(({ isBackedUp }) => isBackedUp).reduce((own, { sizeGb }) => own + sizeGb, 0),
            0,
          );
        return [
          {
            of: `${environment.name}/${name}`,
            ...component.backup,
            schedule: daily,
            keep: text(`${copies} 份`, `${copies} copies`),
            to,
            sizeGb: Math.ceil(volumesGb * copies * compressed),
          },
        ];
      }),
  );
}
