import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** F9: a queue before the log centre pays from this much on, or when several clusters feed one centre. */
const mostWithoutQueueGb = 50;
const centres = new Set(['elasticsearch']);

const logBuffer: PlanRule = {
  id: 'log-buffer',
  find: ({ views }) => {
    const chosen = views.flatMap(({ draft }) => draft.choices);
    const centre = chosen.find(({ component }) => centres.has(component.id));
    if (centre === undefined || chosen.some(({ component }) => component.id === 'kafka')) return [];
    const gbPerDay = views.reduce((sum, { draft }) => sum + draft.site.logGbPerDay, 0);
    const feeding = views.filter(({ draft }) =>
      draft.choices.some(({ component }) => component.id === 'filebeat'),
    ).length;
    if (gbPerDay <= mostWithoutQueueGb && feeding < 2) return [];
    return [
      finding(
        'warning',
        centre.name,
        text(
          `每天 ${Math.round(gbPerDay)} GB 日志、${feeding} 个集群直接写入：日志中心忙时会丢日志`,
          `${Math.round(gbPerDay)} GB of logs a day from ${feeding} cluster(s) go straight in: what the log centre cannot take is lost`,
        ),
        text('在 platform 中加入 kafka 作缓冲', 'Add kafka under platform as a buffer'),
      ),
    ];
  },
};
export default logBuffer;
