import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §2.2: quorum is ⌊n/2⌋+1; an even number survives no more than one fewer, and beyond seven writes grow slow. */
const etcdMembers: PlanRule = {
  id: 'etcd-members',
  find: ({ requirements }) => {
    const count = requirements.machines.filter(({ role }) => role === 'control-plane').length;
    if (count === 0 || (count % 2 === 1 && count <= 7)) return [];
    return [
      finding(
        'blocker',
        `${count} control-plane`,
        count % 2 === 0
          ? text(
              `${count} 台控制平面：双数并不比少一台更可靠，三人里两人同意才算数，所以要单数`,
              `${count} control-plane machines: an even number of etcd members survives no more than one fewer would`,
            )
          : text(
              `${count} 台控制平面：超过 7 个成员会拖慢写入`,
              `${count} control-plane machines: more than seven etcd members make every write slow`,
            ),
        text('指定 1、3 或 5 台为 control-plane', 'Name 1, 3 or 5 machines as control-plane'),
      ),
    ];
  },
};
export default etcdMembers;
