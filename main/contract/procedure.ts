import { oc } from '@orpc/contract';

/** engineer = the delivery engineer; customer = the customer's staff: may read, approve, watch and sign, never run or see secrets. */
export type Role = 'engineer' | 'customer';

export interface ProcedureMeta {
  readonly roles: readonly Role[];
}

const base = oc.$meta<ProcedureMeta>({ roles: ['engineer'] });

/** Only the delivery engineer may call it. */
export const engineerOnly = base.meta({ roles: ['engineer'] });

/** Both may call it; its output never holds a secret. */
export const everyone = base.meta({ roles: ['engineer', 'customer'] });
