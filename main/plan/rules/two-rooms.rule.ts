import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** §2.6: of two rooms one holds the majority; when it is lost, nothing can agree. */
const twoRooms: PlanRule = {
  id: 'two-rooms',
  find: ({ views }) =>
    views
      .filter((view) => isHighlyAvailable(view) && view.draft.environment.rooms === 2)
      .map(({ draft }) =>
        finding(
          'blocker',
          draft.environment.name,
          text(
            '两个机房凑不出多数：多数所在的机房坏了，整个集群停摆',
            'Two rooms cannot form a majority: when the room with more members is lost, all of it stops',
          ),
          text(
            '请提供第三个机房放一台控制平面，或写 rooms: 1 并采用人工切换',
            'Ask for a third room for one control plane, or write rooms: 1 and switch over by hand',
          ),
        ),
      ),
};
export default twoRooms;
