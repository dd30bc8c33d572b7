import { overlaps, parseCidr } from '../../model/network.ts';
import { text } from '../../model/text.ts';
import { takenRanges } from '../network/cidrs.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §4: Harbor and JumpServer run Docker, which takes these ranges unless told otherwise. */
const dockerRanges = ['172.17.0.0/16', '192.168.250.0/24'];
const withDocker = new Set(['harbor', 'jumpserver']);

const dockerRange: PlanRule = {
  id: 'docker-range',
  find: ({ requirements, views }) => {
    const runs = views.some(({ draft }) =>
      draft.choices.some(({ component, placement }) => withDocker.has(component.id) && placement === 'machines'),
    );
    if (!runs) return [];
    return dockerRanges.flatMap((docker) => {
      const range = parseCidr(docker);
      const hit =
        range === undefined ? undefined : takenRanges(requirements).find((taken) => overlaps(taken.range, range));
      return hit === undefined
        ? []
        : [
            finding(
              'warning',
              `${docker} / ${hit.label}`,
              text('Docker 默认占用的网段与客户网段重叠', "A range Docker takes by default overlaps the customer's"),
              text(
                '安装 Harbor、JumpServer 时改 bip 与 default-address-pools',
                'Set bip and default-address-pools when Harbor or JumpServer is installed',
              ),
            ),
          ];
    });
  },
};
export default dockerRange;
