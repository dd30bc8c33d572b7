import { text } from '../../model/text.ts';
import { lackingTools } from '../lacking-packages.ts';
import { packageFamily } from '../package-family.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** What a machine lacks the bundle brings, where the names of its packages are known; elsewhere somebody else has to. */
const systemPackages: PlanRule = {
  id: 'system-packages',
  find: ({ nodes, facts, release }) =>
    nodes.flatMap(({ name }) => {
      const seen = facts[name];
      if (seen === undefined || packageFamily(seen.os) !== undefined) return [];
      const missing = lackingTools(release, seen);
      if (missing.length === 0) return [];
      const [system, tools] = [seen.os.name || seen.os.id, missing.join(', ')];
      return [
        finding(
          'blocker',
          name,
          text(
            `缺少 ${tools}，而 Ferryman 不知道 ${system} 的软件包名称，离线包不会带上它们`,
            `It lacks ${tools}, and how ${system} calls those packages is not known, so no bundle brings them`,
          ),
          text(
            '请客户先装好这些工具，再重新收集主机信息；或换用支持的系统',
            'Have the customer install them, then collect the facts again; or take a machine with a system that is known',
          ),
        ),
      ];
    }),
};
export default systemPackages;
