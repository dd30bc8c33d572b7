import { z } from 'zod';

/** How the bundle gets in. */
export const Transfer = z.strictObject({
  way: z.enum(['auto', 'media', 'line']).default('auto'),
  lineMbitPerSecond: z.number().positive().optional(),
  media: z.enum(['usb-exfat', 'usb-fat32', 'dvd', 'disk', 'unknown']).default('unknown'),
});
export type Transfer = z.infer<typeof Transfer>;
