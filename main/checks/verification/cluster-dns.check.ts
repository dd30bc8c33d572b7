import { text } from '../../model/text.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'cluster-dns',
  stage: 'verification',
  severity: 'critical',
  title: text('集群域名解析', 'Cluster DNS'),
  why: text('业务之间靠名字互相访问，每台机器上都必须能解析', 'Services find one another by name, on every machine'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  async look({ plan, probePods }) {
    const { dial, serviceName } = await probePods();
    return await Promise.all(
      plan.nodes.map(async ({ name }) => {
        const { isAnswered, detail } = await dial(name, serviceName);
        return {
          target: name,
          outcome: isAnswered ? 'pass' : 'fail',
          summary: isAnswered
            ? text('能解析并访问服务名', 'A service name resolves and answers')
            : text('服务名解析失败', 'A service name does not resolve'),
          evidence: `the probe pod on ${name} called ${serviceName}: ${detail}`,
        } as const;
      }),
    );
  },
};
export default check;
