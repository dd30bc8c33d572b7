import type { Finding } from '../../model/checks/check-kind.ts';
import { overlaps, parseCidr } from '../../model/network.ts';
import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

const ownInterfaces = /\bdev (cni0|flannel\.\d+)\b/;

export default hostCheck({
  id: 'network-ranges',
  severity: 'critical',
  title: text('网段不冲突', 'Network ranges do not collide'),
  why: text('容器网段与现场网段重叠时，重叠的地址会访问不到', 'Addresses in an overlap cannot be reached any more'),
  lookAt: ({ routes, addresses }, node, { plan }): Omit<Finding, 'target'> => {
    const planned = [plan.network.podCidr, plan.network.serviceCidr].flatMap((range) => parseCidr(range) ?? []);
    const hit = routes
      .filter((route) => !ownInterfaces.test(route))
      .flatMap((route) => {
        const target = route.split(' ')[0] ?? '';
        const network = parseCidr(target.includes('/') ? target : `${target}/32`);
        const range = network === undefined ? undefined : planned.find((candidate) => overlaps(candidate, network));
        return range === undefined ? [] : [`${range.text} / ${target}`];
      })[0];
    const hasAddress = addresses.some((line) => line.split(' ')[1]?.split('/')[0] === node.address);
    const evidence = `addresses: ${addresses.join('; ')}\nroutes: ${routes.join('; ')}`;
    if (hit !== undefined) {
      return {
        outcome: 'fail',
        summary: text(`与这台机器的路由冲突：${hit}`, `It collides with a route of this machine: ${hit}`),
        evidence,
        remedy: text(
          '在需求中换一个网段（kubernetes.podCidr / serviceCidr）',
          'Choose another range in the requirements (kubernetes.podCidr / serviceCidr)',
        ),
      };
    }
    return hasAddress
      ? { outcome: 'pass', summary: text('没有冲突', 'No collision'), evidence }
      : {
          outcome: 'warn',
          summary: text(
            `机器上没有地址 ${node.address}（可能有地址转换）`,
            `The machine has no address ${node.address} (address translation?)`,
          ),
          evidence,
          remedy: text('节点之间必须能用这个地址互通', 'The nodes must reach one another at this address'),
        };
  },
});
