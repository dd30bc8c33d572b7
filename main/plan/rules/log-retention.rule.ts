import { text } from '../../model/text.ts';
import { sixMonthsDays } from '../environment/sizing-context.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Cybersecurity Law and MLPS: logs at least six months. */
const logRetention: PlanRule = {
  id: 'log-retention',
  find: ({ requirements: { logs, security } }) => {
    const days = logs.retentionDays;
    if (security.mlps === 'none' || days === undefined || days >= sixMonthsDays) return [];
    return [
      finding(
        'blocker',
        `logs.retentionDays ${days}`,
        text(
          `等保${security.mlps === '2' ? '二' : '三'}级要求日志保留不少于六个月`,
          `Protection level ${security.mlps} asks for logs of at least six months`,
        ),
        text(`改为 ${sixMonthsDays} 天或更长`, `Give ${sixMonthsDays} days or more`),
      ),
    ];
  },
};
export default logRetention;
