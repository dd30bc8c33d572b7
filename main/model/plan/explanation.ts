import { z } from 'zod';
import { Derived } from './derived.ts';

/** A figure and where each of its inputs comes from, down to answers, defaults and catalog entries. */
export interface Explanation {
  readonly id: string;
  readonly figure: Derived;
  readonly inputs: readonly ExplainedInput[];
}

export interface ExplainedInput {
  readonly name: string;
  readonly value: number | string;
  /** `answer:…`, `assumption:…`, `catalog:…`, `site:…`; empty where the rule itself brings it. */
  readonly origin: string;
  /** The figures it is itself computed from. */
  readonly because: readonly Explanation[];
}

const ExplainedInput: z.ZodType<ExplainedInput> = z.object({
  name: z.string(),
  value: z.union([z.number(), z.string()]),
  origin: z.string(),
  because: z.lazy(() => z.array(Explanation)),
});

export const Explanation: z.ZodType<Explanation> = z.object({
  id: z.string(),
  figure: Derived,
  inputs: z.array(ExplainedInput),
});
