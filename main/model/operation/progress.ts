import { z } from 'zod';

export const Progress = z.object({
  /** 0 to 1, never backwards within a run. */
  share: z.number(),
  stepsDone: z.number(),
  stepsTotal: z.number(),
  /** A range in ms. */
  remainingMs: z.object({ from: z.number(), to: z.number() }),
});
export type Progress = z.infer<typeof Progress>;

/** What is going on right now; not durable, lost with the process, rebuilt at the next start. */
export const LiveStatus = z.object({
  operationId: z.string(),
  progress: Progress,
  /** The engine's last sign of life, ISO 8601. */
  aliveAt: z.string(),
  steps: z.array(
    z.object({
      stepId: z.string(),
      share: z.number(),
      what: z.string(),
      elapsedMs: z.number(),
      /** usual = within its weight · slow = past 1.5× · very-slow = past 3×: said, never killed. */
      pace: z.enum(['usual', 'slow', 'very-slow']),
    }),
  ),
});
export type LiveStatus = z.infer<typeof LiveStatus>;
