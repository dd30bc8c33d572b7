import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §7.3: security rules forbid ANY; a row whose addresses nobody named cannot be requested. */
const noAny: PlanRule = {
  id: 'no-any',
  find: ({ requirements: { security }, ports }) => {
    const open = ports.filter(
      ({ crossesZones, from, fromAddresses, toAddresses, isRequired }) =>
        crossesZones &&
        isRequired &&
        from !== 'internet' &&
        from !== 'deploy' &&
        (fromAddresses.length === 0 || toAddresses.length === 0),
    );
    const ends = [
      ...new Set(
        open.flatMap(({ from, fromAddresses, to, toAddresses }) => [
          ...(fromAddresses.length === 0 ? [from] : []),
          ...(toAddresses.length === 0 ? [to] : []),
        ]),
      ),
    ];
    return ends.map((end) =>
      finding(
        security.mlps === 'none' ? 'warning' : 'blocker',
        end,
        text(
          '端口申请里它的地址还空着，不能写“任意”',
          'Its addresses are still empty in the port request, and "any" is not allowed',
        ),
        text(
          '在 network.zones、network.people 或 customerSystems 中写明地址',
          'Name them under network.zones, network.people or customerSystems',
        ),
      ),
    );
  },
};
export default noAny;
