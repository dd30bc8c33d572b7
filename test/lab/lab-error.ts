/** A failure that is told to the user as one sentence, without a stack. */
export class LabError extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
