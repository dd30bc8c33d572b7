import type { EnvironmentPlan } from '../../../../main/model/plan/environment-plan.ts';
import type { MachineOffer } from '../../../../main/model/plan/negotiation.ts';

/** Machines of one size for a role, as somebody types them. */
export interface OfferRow {
  /** Tells rows apart while they are edited. */
  readonly key: number;
  readonly role: string;
  readonly count: string;
  readonly cpuCores: string;
  readonly memoryGib: string;
  /** GB of all disks of one machine; empty = nobody said. */
  readonly diskGb: string;
}

export type OfferField = 'count' | 'cpuCores' | 'memoryGib' | 'diskGb';

/** What each field may be; whole numbers all of them. */
export const offerLimits: Readonly<Record<OfferField, { readonly least: number; readonly most: number }>> = {
  count: { least: 0, most: 1000 },
  cpuCores: { least: 1, most: 999 },
  memoryGib: { least: 1, most: 9999 },
  diskGb: { least: 0, most: 999_999 },
};

/** The machines as planned: what somebody changes from. */
export function plannedRows({ machines }: EnvironmentPlan): OfferRow[] {
  return machines.map(({ role, count, shape, disks }, key) => ({
    key,
    role,
    count: String(count),
    cpuCores: String(shape.cpuCores),
    memoryGib: String(shape.memoryGib),
    diskGb: String(disks.reduce((sum, { sizeGb }) => sum + sizeGb, 0)),
  }));
}

/** An offer as rows; a role without machines keeps one row that says none. */
export function offeredRows(environment: EnvironmentPlan, { roles }: MachineOffer): OfferRow[] {
  return plannedRows(environment)
    .flatMap((planned): Omit<OfferRow, 'key'>[] => {
      const spoken = roles.find(({ role }) => role === planned.role);
      if (spoken === undefined) return [planned];
      if (spoken.machines.length === 0) return [{ ...planned, count: '0', diskGb: '' }];
      return spoken.machines.map(({ count, shape, diskGb }) => ({
        role: planned.role,
        count: String(count),
        cpuCores: String(shape.cpuCores),
        memoryGib: String(shape.memoryGib),
        diskGb: diskGb === 0 ? '' : String(diskGb),
      }));
    })
    .map((row, key) => ({ ...row, key }));
}

export function isPossible(field: OfferField, written: string): boolean {
  if (written.trim() === '') return field === 'diskGb';
  const { least, most } = offerLimits[field];
  const value = Number(written);
  return Number.isInteger(value) && value >= least && value <= most;
}

/** `worker=3x8C16G+500G`, as the procedure takes it. */
export function haveOf(rows: readonly OfferRow[]): string {
  return rows
    .map(({ role, count, cpuCores, memoryGib, diskGb }) => {
      const disk = Number(diskGb) > 0 ? `+${Number(diskGb)}G` : '';
      return `${role}=${Number(count)}x${Number(cpuCores)}C${Number(memoryGib)}G${disk}`;
    })
    .join(',');
}
