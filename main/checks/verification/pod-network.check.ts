import type { Finding } from '../../model/checks/check-kind.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import type { ProbePods } from './probe-pods.ts';
import type { VerificationCheck } from './verification-context.ts';

/** Beyond this many nodes a result a pair is more than anybody reads: one a calling node, which names the pairs that fail. */
const mostNodesByPair = 12;
/** Calls under way at once for each calling node; the callers go side by side. */
const callersAtOnce = 32;

const check: VerificationCheck = {
  id: 'pod-network',
  stage: 'verification',
  severity: 'critical',
  title: text('容器之间互通', 'Pods reach one another'),
  why: text('任意两台机器上的容器都能互相访问', 'Pods on any two machines can talk, in both directions'),
  targets: ({ plan }) =>
    isByPair(plan)
      ? plan.nodes.flatMap((from) => plan.nodes.map((to) => `${from.name} → ${to.name}`))
      : plan.nodes.map(({ name }) => `${name} → all`),
  async look({ plan, probePods }) {
    const pods = await probePods();
    const names = plan.nodes.map(({ name }) => name);
    const findings: Finding[] = [];
    const waiting = [...names];
    const caller = async () => {
      for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
        const calls: Call[] = [];
        for (const to of names) calls.push(await call(pods, from, to));
        findings.push(...(isByPair(plan) ? calls.map(pairFinding) : [callerFinding(from, calls)]));
      }
    };
    await Promise.all(Array.from({ length: Math.min(callersAtOnce, names.length) }, caller));
    return findings;
  },
};
export default check;

interface Call {
  readonly from: string;
  readonly to: string;
  readonly isRight: boolean;
  readonly evidence: string;
}

function isByPair({ nodes }: SitePlan): boolean {
  return nodes.length <= mostNodesByPair;
}

async function call({ pods, dial }: ProbePods, from: string, to: string): Promise<Call> {
  const callee = pods.find(({ node }) => node === to);
  if (callee === undefined) return { from, to, isRight: false, evidence: `no probe pod on ${to}` };
  const { isAnswered, detail } = await dial(from, callee.address);
  const evidence = `the probe pod on ${from} called ${callee.address}: ${detail}`;
  return { from, to, isRight: isAnswered && detail === callee.name, evidence };
}

function pairFinding({ from, to, isRight, evidence }: Call): Finding {
  return {
    target: `${from} → ${to}`,
    outcome: isRight ? 'pass' : 'fail',
    summary: isRight ? text('互通', 'They talk') : text('不通', 'They do not'),
    evidence,
  };
}

function callerFinding(from: string, calls: readonly Call[]): Finding {
  const failed = calls.filter(({ isRight }) => !isRight);
  return {
    target: `${from} → all`,
    outcome: failed.length === 0 ? 'pass' : 'fail',
    summary:
      failed.length === 0
        ? text(`与全部 ${calls.length} 台互通`, `It talks to all ${calls.length}`)
        : text(
            `${failed.length} 台不通：${failed.map(({ to }) => to).join('、')}`,
            `${failed.length} do not answer: ${failed.map(({ to }) => to).join(', ')}`,
          ),
    evidence: [
      `${calls.length - failed.length} of ${calls.length} answered`,
      ...failed.map(({ evidence }) => evidence),
    ].join('\n'),
  };
}
