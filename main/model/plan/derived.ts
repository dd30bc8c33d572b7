import { z } from 'zod';
import { Text } from '../text.ts';

/** Where a figure comes from; a planner default is an assumption, shown as one and open to change. */
export const FigureSource = z.object({
  kind: z.enum(['requirement', 'fact', 'rule', 'planner-default']),
  /** Field path, fact, rule id or document. */
  reference: z.string(),
});
export type FigureSource = z.infer<typeof FigureSource>;

/** A figure that carries its reasons. Nothing in a planning document is a bare number. */
export const Derived = z.object({
  value: z.union([z.number(), z.string()]),
  /** `count`, `MiB`, `address`, `version`, `cidr` … */
  unit: z.string(),
  /** In words, such as "2^(node prefix − pod prefix)". */
  formula: z.string(),
  inputs: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Where an input comes from: `figure:<id>`, `answer:<path>`, `assumption:<id>`, `catalog:<component>`; by the input's name. */
  from: z.record(z.string(), z.string()).optional(),
  source: FigureSource,
  /** One sentence a non-technical reader understands. */
  meaning: Text,
});
export type Derived = z.infer<typeof Derived>;
