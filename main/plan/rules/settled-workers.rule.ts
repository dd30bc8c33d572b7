import { text } from '../../model/text.ts';
import { Assumptions } from '../assumptions.ts';
import { headroomOf } from '../environment/size-workers.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Machines whose number somebody settled are used further than the headroom lets them. */
const settledWorkers: PlanRule = {
  id: 'settled-workers',
  find: ({ requirements, views }) =>
    views.flatMap(({ draft: { environment, cluster } }) => {
      if (environment.workerCount === undefined || cluster === undefined) return [];
      const { count, enough } = cluster.size;
      if (count >= enough) return [];
      const headroom = Math.round(headroomOf(environment, new Assumptions(requirements.overrides)) * 100);
      return [
        finding(
          'warning',
          `${environment.name}/workerCount ${environment.workerCount}`,
          text(
            `商定的台数少于留足余量（用到 ${headroom}%）所需的 ${enough} 台，高峰没有余地`,
            `Fewer machines are settled than the ${enough} that keep the headroom (${headroom} % in use): peaks have no room`,
          ),
          text(
            '增加台数、减少负载，或看“机器不够时”的办法',
            'Settle more machines, carry less load, or look at the ways out when machines are short',
          ),
        ),
      ];
    }),
};
export default settledWorkers;
