import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'unique-identity',
  severity: 'critical',
  title: text('机器标识不重复', 'Identities are unique'),
  why: text(
    '克隆出来的虚拟机常带着相同的 machine-id，集群会把它们当成一台',
    'Cloned machines often share a machine-id; the cluster would take them for one',
  ),
  lookAt: (facts, node, context) => {
    const twin = context.plan.nodes.find(
      ({ name }) => name !== node.name && context.facts[name]?.machineId === facts.machineId,
    );
    const evidence = `machine-id ${facts.machineId || '(none)'}`;
    if (facts.machineId !== '' && twin === undefined) {
      return { outcome: 'pass', summary: text('标识唯一', 'The identity is unique'), evidence };
    }
    return {
      outcome: 'fail',
      summary:
        twin === undefined
          ? text('没有 machine-id', 'There is no machine-id')
          : text(`与 ${twin.name} 的 machine-id 相同`, `It shares its machine-id with ${twin.name}`),
      evidence,
      remedy: text(
        '在这台机器上重新生成：systemd-machine-id-setup',
        'Make a new one on this machine: systemd-machine-id-setup',
      ),
    };
  },
});
