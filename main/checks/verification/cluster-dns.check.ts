import { text } from '../../model/text.ts';
import { dialSteadily } from './steady-dial.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'cluster-dns',
  stage: 'verification',
  severity: 'critical',
  title: text('集群域名解析', 'Cluster DNS'),
  why: text('业务之间靠名字互相访问，每台机器上都必须能解析', 'Services find one another by name, on every machine'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look(context) {
    const { plan, probePods } = context;
    const pods = await probePods();
    return await Promise.all(
      plan.nodes.map(async ({ name }) => {
        const { isSteady, detail } = await dialSteadily(pods, name, pods.serviceName, context);
        return {
          target: name,
          outcome: isSteady ? 'pass' : 'fail',
          summary: isSteady
            ? text('能解析并访问服务名', 'A service name resolves and answers')
            : text('服务名解析失败', 'A service name does not resolve'),
          evidence: `the probe pod on ${name} called ${pods.serviceName}: ${detail}`,
        } as const;
      }),
    );
  },
};
export default check;
