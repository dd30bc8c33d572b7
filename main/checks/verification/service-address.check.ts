import { text } from '../../model/text.ts';
import { reachFromEveryNode } from './steady-dial.ts';
import type { VerificationCheck } from './verification-context.ts';

const check: VerificationCheck = {
  id: 'service-address',
  stage: 'verification',
  severity: 'critical',
  title: text('服务虚拟地址', 'Service address'),
  why: text('服务的虚拟地址在每台机器上都要能用', 'A service address must work from every machine'),
  targets: ({ plan }) => plan.nodes.map(({ name }) => name),
  look: (context) =>
    reachFromEveryNode(context, ({ serviceAddress }) => serviceAddress, {
      steady: text('可以访问', 'It answers'),
      not: text('访问不到', 'It does not answer'),
    }),
};
export default check;
