import { text } from '../../model/text.ts';
import { dialSteadily } from './steady-dial.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'service-address',
  stage: 'verification',
  severity: 'critical',
  title: text('服务虚拟地址', 'Service address'),
  why: text('服务的虚拟地址在每台机器上都要能用', 'A service address must work from every machine'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look(context) {
    const { plan, probePods } = context;
    const pods = await probePods();
    return await Promise.all(
      plan.nodes.map(async ({ name }) => {
        const { isSteady, detail } = await dialSteadily(pods, name, pods.serviceAddress, context);
        return {
          target: name,
          outcome: isSteady ? 'pass' : 'fail',
          summary: isSteady ? text('可以访问', 'It answers') : text('访问不到', 'It does not answer'),
          evidence: `the probe pod on ${name} called ${pods.serviceAddress}: ${detail}`,
        } as const;
      }),
    );
  },
};
export default check;
