import { z } from 'zod';

/** A named person's word that something may be carried, kept in the manifest. */
export const LicenceDecision = z.strictObject({
  /** A component's id, or an image's repository, a file's id, a package's name. */
  what: z.string().min(1),
  by: z.string().min(1),
  on: z.iso.date(),
  reason: z.string().min(1),
});
export type LicenceDecision = z.infer<typeof LicenceDecision>;
