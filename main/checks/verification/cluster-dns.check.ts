import { text } from '../../model/text.ts';
import { reachFromEveryNode } from './steady-dial.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'cluster-dns',
  stage: 'verification',
  severity: 'critical',
  title: text('集群域名解析', 'Cluster DNS'),
  why: text('业务之间靠名字互相访问，每台机器上都必须能解析', 'Services find one another by name, on every machine'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  look: (context) =>
    reachFromEveryNode(context, ({ serviceName }) => serviceName, {
      steady: text('能解析并访问服务名', 'A service name resolves and answers'),
      not: text('服务名解析失败', 'A service name does not resolve'),
    }),
};
export default check;
