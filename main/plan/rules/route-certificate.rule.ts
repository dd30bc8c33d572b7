import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §7.2: a name without a certificate opens with a warning nobody should learn to click away. */
const routeCertificate: PlanRule = {
  id: 'route-certificate',
  find: ({ requirements: { network, schedule }, routes }) => {
    const names = [...new Set(routes.flatMap(({ certificate }) => (certificate === '' ? [] : [certificate])))];
    if (names.length === 0) return [];
    const expires = network.certificatesExpire;
    const until = schedule.due ?? schedule.start;
    if (network.certificates === 'unknown') {
      return [
        finding(
          'blocker',
          names.join(', '),
          text(
            '没有决定证书由谁签发，用户打开时会看到警告',
            'Nobody decided who issues the certificates; people would see a warning',
          ),
          text('在 network.certificates 中写 customer 或 internal', 'Set network.certificates to customer or internal'),
        ),
      ];
    }
    return expires !== undefined && until !== undefined && expires <= until
      ? [
          finding(
            'blocker',
            names.join(', '),
            text(
              `证书 ${expires} 到期，早于交付日 ${until}`,
              `The certificate expires on ${expires}, before the delivery on ${until}`,
            ),
            text('请客户换一张新证书', 'Ask the customer for a new one'),
          ),
        ]
      : [];
  },
};
export default routeCertificate;
