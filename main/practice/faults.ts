import { z } from 'zod';

/** What goes wrong on one practice host. `when`: at the first call whose words begin so, such as `kubeadm join`; else now. */
const common = { host: z.string(), when: z.string().optional() };

export const Fault = z.discriminatedUnion('kind', [
  /** New connections are refused, those there are cut. */
  z.strictObject({ ...common, kind: z.literal('refuse') }),
  /** One connection is reset after that many bytes from the client. */
  z.strictObject({ ...common, kind: z.literal('cut'), bytes: z.number().int().nonnegative() }),
  /** Nothing is answered any more, nothing is closed. */
  z.strictObject({ ...common, kind: z.literal('stall') }),
  z.strictObject({ ...common, kind: z.literal('wrong-host-key') }),
  z.strictObject({ ...common, kind: z.literal('disk-full') }),
  z.strictObject({ ...common, kind: z.literal('sudo-refusal') }),
  /** Every process ends, connections are reset, the host starts again on its files. */
  z.strictObject({ ...common, kind: z.literal('reboot') }),
  /** Ends all of the above but the reboot. */
  z.strictObject({ ...common, kind: z.literal('heal') }),
]);
export type Fault = z.infer<typeof Fault>;
