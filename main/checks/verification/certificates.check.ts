import { text } from '../../model/text.ts';
import { eachTarget } from '../broken-finding.ts';
import { certificateExpiries, certificateHolders } from './certificate-expiries.ts';
import type { VerificationCheck } from './verification-context.ts';

const warnDays = 60;
const dayMs = 86_400_000;
const check: VerificationCheck = {
  id: 'certificates',
  stage: 'verification',
  severity: 'normal',
  title: text('证书有效期', 'Certificate expiry'),
  why: text(
    '证书到期那天集群会停止工作，要提前安排更新',
    'The cluster stops the day they expire; renewal must be planned',
  ),
  targets: ({ plan }) => certificateHolders(plan),
  async look({ plan, node, clock }) {
    return await eachTarget(certificateHolders(plan), async (name) => {
      const found = await certificateExpiries(plan, await node(name));
      const missing = found.filter(({ expires }) => expires === '');
      const soonest = found.flatMap(({ expires }) => (expires === '' ? [] : [expires])).sort()[0] ?? '';
      const days = Math.floor((Date.parse(soonest) - Date.parse(clock.now())) / dayMs);
      return {
        target: name,
        outcome: missing.length > 0 || days < 0 ? 'fail' : days < warnDays ? 'warn' : 'pass',
        summary:
          missing.length > 0
            ? text(`缺少 ${missing.length} 个证书`, `${missing.length} certificates are missing`)
            : text(
                `最早 ${soonest.slice(0, 10)} 到期（${days} 天后）`,
                `The first one expires on ${soonest.slice(0, 10)} (in ${days} days)`,
              ),
        evidence: found.map(({ file, expires }) => `${file} ${expires || 'missing'}`).join('\n'),
      };
    });
  },
};
export default check;
