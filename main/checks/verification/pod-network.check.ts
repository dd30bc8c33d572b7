import { text } from '../../model/text.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'pod-network',
  stage: 'verification',
  severity: 'critical',
  title: text('容器之间互通', 'Pods reach one another'),
  why: text('任意两台机器上的容器都能互相访问', 'Pods on any two machines can talk, in both directions'),
  targets: ({ plan }) => plan.nodes.flatMap((from) => plan.nodes.map((to) => `${from.name} → ${to.name}`)),
  async look({ plan, probePods }) {
    const { pods, dial } = await probePods();
    const pairs = plan.nodes.flatMap((from) => plan.nodes.map((to) => ({ from: from.name, to: to.name })));
    return await Promise.all(
      pairs.map(async ({ from, to }) => {
        const callee = pods.find(({ node }) => node === to);
        const { isAnswered, detail } =
          callee === undefined
            ? { isAnswered: false, detail: `no probe pod on ${to}` }
            : await dial(from, callee.address);
        const isRight = isAnswered && detail === callee?.name;
        return {
          target: `${from} → ${to}`,
          outcome: isRight ? 'pass' : 'fail',
          summary: isRight ? text('互通', 'They talk') : text('不通', 'They do not'),
          evidence: `the probe pod on ${from} called ${callee?.address ?? to}: ${detail}`,
        } as const;
      }),
    );
  },
};
export default check;
