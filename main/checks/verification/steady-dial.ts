import type { Finding } from '../../model/checks/check-kind.ts';
import type { Text } from '../../model/text.ts';
import type { Clock } from '../../ports/clock.ts';
import { eachTarget } from '../broken-finding.ts';
import type { ProbePods } from './probe-pods.ts';
import type { VerificationContext } from './verification-context.ts';

const settleMs = 15_000;
const betweenMs = 400;
const looks = 3;

/**
 * Calls until the first answer (a new service takes a moment to reach every node), then a few times more: an answer now
 * and then is not a working service.
 */
async function dialSteadily(
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

/** One finding a node: whether the probe pod there reaches a service, by the name or the address `hostOf` gives. */
export async function reachFromEveryNode(
  context: VerificationContext,
  hostOf: (pods: ProbePods) => string,
  summaries: { readonly steady: Text; readonly not: Text },
): Promise<Finding[]> {
  const pods = await context.probePods();
  const host = hostOf(pods);
  return await eachTarget(
    context.plan.nodes.map(({ name }) => name),
    async (name) => {
      if (!pods.pods.some(({ node }) => node === name)) {
        const evidence = `no probe pod came to run on ${name}`;
        return { target: name, outcome: 'fail', summary: summaries.not, evidence };
      }
      const { isSteady, detail } = await dialSteadily(pods, name, host, context);
      return {
        target: name,
        outcome: isSteady ? 'pass' : 'fail',
        summary: isSteady ? summaries.steady : summaries.not,
        evidence: `the probe pod on ${name} called ${host}: ${detail}`,
      };
    },
  );
}
