import type { SiteSession } from '../../app/site-session.ts';
import type { OperationEngine } from '../../engine/operation-engine.ts';
import type { JournalEntry } from '../../model/operation/journal.ts';
import type { LiveStatus } from '../../model/operation/progress.ts';
import { text } from '../../model/text.ts';
import type { Output } from './output.ts';

const redrawMs = 250;

/** A line a step, and on a terminal one that moves: how far, how long still, what is going on. Answers how to end it. */
export function showProgress(
  { store }: SiteSession,
  operationId: string,
  engine: OperationEngine,
  output: Output,
): () => void {
  if (output.isJson) return () => undefined;
  const isTerminal = process.stdout.isTTY === true;
  const clear = () => isTerminal && process.stdout.write('\r\u001b[K');
  const unsubscribe = store.subscribe((entries) => {
    for (const entry of entries) {
      const line = entry.operationId === operationId ? lineOf(entry, output) : undefined;
      if (line === undefined) continue;
      clear();
      process.stdout.write(`${line}\n`);
    }
  });
  const timer = setInterval(() => {
    if (!isTerminal) return;
    clear();
    process.stdout.write(movingLine(engine.live(), output).slice(0, (process.stdout.columns ?? 80) - 1));
  }, redrawMs);
  timer.unref();
  return () => {
    unsubscribe();
    clearInterval(timer);
    clear();
  };
}

function movingLine({ progress, steps }: LiveStatus, output: Output): string {
  const done = Math.round(progress.share * 20);
  const minutes = (ms: number) => (ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);
  const left = output.say(text('还需', 'left'));
  const range = `${minutes(progress.remainingMs.from)} – ${minutes(progress.remainingMs.to)}`;
  const now = steps.map(
    ({ stepId, pace }) =>
      `${stepId}${pace === 'usual' ? '' : output.say(text('（比平时慢）', ' (slower than usual)'))}`,
  );
  return `${'█'.repeat(done)}${'░'.repeat(20 - done)} ${Math.round(progress.share * 100)} %  ${range} ${left}  ${now.join(' ')}`;
}

function lineOf({ event }: JournalEntry, output: Output): string | undefined {
  switch (event.type) {
    case 'step-begun':
      return `▸ ${event.stepId}${event.attempt > 1 ? ` (${event.attempt})` : ''}`;
    case 'step-satisfied':
      return `= ${event.stepId}`;
    case 'step-completed':
      return `✓ ${event.stepId}  ${(event.durationMs / 1000).toFixed(1)} s`;
    case 'step-failed':
      return `✗ ${event.stepId}  ${event.error.code} ${output.say(event.error.message)}`;
    case 'step-blocked':
      return `✗ ${event.stepId}  ${event.evidence.evidence}`;
    case 'step-interrupted':
      return `? ${event.stepId}  ${output.say(event.reason.message)}`;
    default:
      return undefined;
  }
}
