import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** §2.6: a local volume binds its pod to one machine; a pod that is to move cannot take it along. */
const localVolume: PlanRule = {
  id: 'local-volume',
  find: ({ views }) =>
    views
      .filter(isHighlyAvailable)
      .flatMap(({ draft }) =>
        draft.modules
          .filter(({ state, isMovable }) => state === 'local-volume' && isMovable)
          .map(({ name }) =>
            finding(
              'blocker',
              `${draft.environment.name}/${name}`,
              text(
                '数据在本机磁盘上，机器坏了它不能换地方运行',
                'Its data is on a disk of one machine, so it cannot move when that machine stops',
              ),
              text(
                '改用 shared-volume，或写 isMovable: false 表示接受',
                'Use shared-volume, or write isMovable: false to accept that',
              ),
            ),
          ),
      ),
};
export default localVolume;
