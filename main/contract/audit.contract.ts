import { z } from 'zod';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { Text } from '../model/text.ts';
import { everyone } from './procedure.ts';

/** The record of everything that was done, as it stands now. */
export const AuditView = z.object({
  entries: z.number().int(),
  /** Hash of the last entry; empty while there is none. */
  headHash: z.string(),
  /** Absent = every entry links up, every signature holds. */
  fault: ErrorRecord.optional(),
  /** The last signature over the record; absent = nobody signed it. */
  checkpoint: z
    .object({
      /** How many entries it covers. */
      entries: z.number().int(),
      headHash: z.string(),
      at: z.string(),
      by: z.string(),
      signer: z.string(),
      keyId: z.string(),
      spoken: Text,
      /** Whether this site trusts that key. */
      isKnownKey: z.boolean(),
    })
    .optional(),
});
export type AuditView = z.infer<typeof AuditView>;

export const auditContract = {
  /** Walks the whole record, from the first entry on. */
  read: everyone.output(AuditView),
};
