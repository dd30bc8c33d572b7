import { latestOperation, operationState } from '../../main/app/operation.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import type { RecordingObserver } from '../adapters/ssh/support.ts';

/** The end of an operation as one value: every step's outcome, `done` however it came to it. */
export function finalState(session: SiteSession): Record<string, string> {
  const operation = latestOperation(session);
  if (operation === undefined) return {};
  const { status, steps } = operationState(session, operation);
  const outcome = (step: string) => (step === 'satisfied' || step === 'completed' ? 'done' : step);
  return {
    operation: status,
    ...Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, outcome(step.status)])),
  };
}

/**
 * Mutating commands that were sent again for the same step without an observe on that machine in between. A run key is
 * `<operation>.<step>.<attempt>[.part]`; sending the same key again only re-attaches, so it counts by step and attempt.
 */
export function blindRepeats({ sent }: RecordingObserver): string[] {
  const lastMutate = new Map<string, { key: string; index: number }>();
  const repeats: string[] = [];
  sent.forEach((command, index) => {
    const key =
      command.class === 'mutate'
        ? command.argv.find((word) => /^install-[0-9a-f]+\.[0-9a-f]+\.\d+/.test(word))
        : undefined;
    if (key === undefined) return;
    const step = `${command.machine} ${key.split('.').slice(0, 2).join('.')} ${key.split('.').slice(3).join('.')}`;
    const before = lastMutate.get(step);
    const isAsked =
      before === undefined ||
      sent
        .slice(before.index + 1, index)
        .some((other) => other.machine === command.machine && other.class === 'observe');
    if (!isAsked && before.key !== key) repeats.push(`${key} after ${before.key} on ${command.machine}`);
    lastMutate.set(step, { key, index });
  });
  return repeats;
}
