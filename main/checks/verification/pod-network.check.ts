import type { Finding } from '../../model/checks/check-kind.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { choosePodPairs, type PodPairs } from './pod-pairs.ts';
import type { ProbePods } from './probe-pods.ts';
import type { VerificationCheck } from './verification-context.ts';

/** Callers side by side; each makes one call at a time. */
const callersAtOnce = 32;

/** Every ordered pair of a small site, with a result each; of a large one a sample, with a result a calling node. */
const check: VerificationCheck = {
  id: 'pod-network',
  stage: 'verification',
  severity: 'critical',
  title: text('容器之间互通', 'Pods reach one another'),
  why: text(
    '不同机器上的容器要能双向互访；机器多时按固定规则抽查',
    'Pods on different machines must reach one another, in both directions; of many machines a fixed sample of pairs is tried',
  ),
  targets: ({ plan }) => {
    const pairs = pairsOf(plan);
    return [...pairs.callees].flatMap(([from, callees]) =>
      isSample(pairs) ? sampleOf(from) : callees.map((to) => pairOf(from, to)),
    );
  },
  async look({ plan, probePods }) {
    const pods = await probePods();
    const pairs = pairsOf(plan);
    const findings: Finding[] = [];
    const waiting = pairs.callees.entries();
    const caller = async () => {
      for (const [from, callees] of waiting) {
        const calls: Call[] = [];
        for (const to of callees) calls.push(await call(pods, from, to));
        findings.push(...(isSample(pairs) ? [callerFinding(from, calls, pairs)] : calls.map(pairFinding)));
      }
    };
    await Promise.all(Array.from({ length: callersAtOnce }, caller));
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

const pairOf = (from: string, to: string) => `${from} → ${to}`;
const sampleOf = (from: string) => `${from} → sample`;

function pairsOf({ nodes }: SitePlan): PodPairs {
  return choosePodPairs(nodes.map(({ name }) => name));
}

function isSample({ tried, possible }: PodPairs): boolean {
  return tried < possible;
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
    target: pairOf(from, to),
    outcome: isRight ? 'pass' : 'fail',
    summary: isRight ? text('互通', 'They talk') : text('不通', 'They do not'),
    evidence,
  };
}

function callerFinding(from: string, calls: readonly Call[], { distances, tried, possible }: PodPairs): Finding {
  const failed = calls.filter(({ isRight }) => !isRight);
  return {
    target: sampleOf(from),
    outcome: failed.length === 0 ? 'pass' : 'fail',
    summary:
      failed.length === 0
        ? text(`抽查的 ${calls.length} 台都能访问`, `It reaches all ${calls.length} machines of its sample`)
        : text(
            `抽查的 ${calls.length} 台中 ${failed.length} 台不通：${failed.map(({ to }) => to).join('、')}`,
            `${failed.length} of the ${calls.length} machines of its sample do not answer: ${failed.map(({ to }) => to).join(', ')}`,
          ),
    evidence: [
      `${calls.length - failed.length} of ${calls.length} answered: ${calls.map(({ to }) => to).join(' ')}`,
      `a sample: ${tried} of ${possible} ordered pairs were tried on this site; each node called itself and the nodes ${distances.join(', ')} places before and after it in the plan`,
      ...failed.map(({ evidence }) => evidence),
    ].join('\n'),
  };
}
