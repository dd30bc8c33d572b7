import { containsAddress, parseAddress, parseCidr } from '../../model/network.ts';
import { text } from '../../model/text.ts';
import { zoneOf } from '../network/addresses.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §4: a virtual address is unused, and in the subnet of its nodes. */
const virtualAddress: PlanRule = {
  id: 'virtual-address',
  find: ({ requirements, views }) => {
    const { machines, network } = requirements;
    const named = [
      ['network.apiVip', network.apiVip],
      ['network.gatewayVip', network.gatewayVip],
    ] as const;
    return named.flatMap(([field, address]) => {
      if (address === 'auto') return [];
      const owner = machines.find((machine) => machine.address === address);
      if (owner !== undefined) {
        return [
          finding(
            'blocker',
            `${field} ${address}`,
            text(`该地址是机器 ${owner.name} 的`, `It is the address of the machine ${owner.name}`),
            text('换一个没有人用的地址', 'Name an address nobody uses'),
          ),
        ];
      }
      const zone = zoneOf(requirements, views[0]?.draft.environment.zone ?? '');
      const range = zone === undefined ? undefined : parseCidr(zone.cidr);
      const value = parseAddress(address);
      if (zone === undefined || range === undefined || value === undefined || containsAddress(range, value)) return [];
      return [
        finding(
          'blocker',
          `${field} ${address}`,
          text(
            `不在机器所在网段 ${zone.cidr} 内，地址无法在机器间移动`,
            `It is outside ${zone.cidr}, where the machines stand, so it cannot move between them`,
          ),
          text(`在 ${zone.cidr} 中选一个空闲地址，或写 auto`, `Choose a free address of ${zone.cidr}, or write auto`),
        ),
      ];
    });
  },
};
export default virtualAddress;
