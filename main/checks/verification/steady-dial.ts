import type { Clock } from '../../ports/clock.ts';
import type { ProbePods } from './probe-pods.ts';

const settleMs = 15_000;
const betweenMs = 400;
const looks = 3;

/**
 * Calls until the first answer (a new service takes a moment to reach every node), then a few times more: an answer now
 * and then is not a working service.
 */
export async function dialSteadily(
  { dial }: ProbePods,
  node: string,
  host: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<{ isSteady: boolean; detail: string }> {
  const startedMs = clock.elapsedMs();
  let first = await dial(node, host);
  while (!first.isAnswered && clock.elapsedMs() - startedMs < settleMs) {
    await clock.wait(betweenMs, signal);
    first = await dial(node, host);
  }
  if (!first.isAnswered) return { isSteady: false, detail: first.detail };
  const settledMs = Math.round(clock.elapsedMs() - startedMs);
  const answers = [first];
  for (let look = 0; look < looks; look += 1) answers.push(await dial(node, host));
  const answered = answers.filter(({ isAnswered }) => isAnswered);
  const names = [...new Set(answered.map(({ detail }) => detail))].join(', ');
  return {
    isSteady: answered.length === answers.length,
    detail: `${answered.length} of ${answers.length} calls answered by ${names}, the first after ${settledMs} ms`,
  };
}
