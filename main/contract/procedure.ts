import { oc } from '@orpc/contract';

/** engineer = the delivery engineer; customer = the customer's staff: may read, approve, watch and sign, never run or see secrets. */
export type Role = 'engineer' | 'customer';

export interface ProcedureMeta {
  readonly roles: readonly Role[];
  /** Its input may hold a secret: no error repeats what was sent. */
  readonly takesSecrets?: boolean;
}

const base = oc.$meta<ProcedureMeta>({ roles: ['engineer'] });

/** Only the delivery engineer may call it. */
export const engineerOnly = base.meta({ roles: ['engineer'] });

/** Only the delivery engineer; what is handed in may be a secret. */
export const engineerSecret = engineerOnly.meta({ roles: ['engineer'], takesSecrets: true });

/** Both may call it; its output never holds a secret. */
export const everyone = base.meta({ roles: ['engineer', 'customer'] });
