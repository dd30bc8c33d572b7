import { text } from '../../model/text.ts';
import { finding, type PlanRule, someOf } from './plan-rule.ts';

/** F4 and its proof: every pod has a place, also with as many machines stopped as may. */
const roomForAll: PlanRule = {
  id: 'room-for-all',
  find: ({ views }) =>
    views.flatMap(({ draft }) => {
      const name = draft.environment.name;
      if (draft.cluster === undefined) {
        const [largest] = [...draft.services].sort((a, b) => b.requests.memoryMib - a.requests.memoryMib);
        return [
          finding(
            'blocker',
            `${name}/${largest?.name ?? ''}`,
            text('没有一种机器装得下最大的容器组', 'No size of machine holds the biggest pod'),
            text(
              '减小它的 requests，或指定更大的 workerShape',
              'Make its requests smaller, or name a larger workerShape',
            ),
          ),
        ];
      }
      const { unplaced, proof } = draft.cluster.layout;
      if (unplaced.length > 0) {
        return [
          finding(
            'blocker',
            `${name}/${someOf([...new Set(unplaced)])}`,
            text(`${unplaced.length} 个容器组没有地方运行`, `${unplaced.length} pods have no place`),
            text(
              '换更大的机器，或放宽必须分开的要求',
              'Take larger machines, or ask less strictly for copies to be apart',
            ),
          ),
        ];
      }
      return proof.holds
        ? []
        : [
            finding(
              'blocker',
              `${name}/${someOf([...new Set(proof.worst.homeless)])}`,
              proof.statement,
              text(
                '增加副本、改用共享存储，或降低 availability',
                'Add copies, use shared storage, or ask for less availability',
              ),
            ),
          ];
    }),
};
export default roomForAll;
