import { z } from 'zod';

/** Parts of the questionnaire, by who knows the answers. */
export const Section = z.enum([
  'architecture',
  'servers',
  'network',
  'names',
  'storage',
  'security',
  'application',
  'schedule',
]);
export type Section = z.infer<typeof Section>;
