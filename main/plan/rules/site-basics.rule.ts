import { text } from '../../model/text.ts';
import { finding, type PlanRule, someOf } from './plan-rule.ts';

/** What a site lacks that every installation feels. */
const siteBasics: PlanRule = {
  id: 'site-basics',
  find: ({ requirements, facts, nodes }) => {
    const { name } = requirements.site;
    const unseen = nodes.filter((node) => facts[node.name] === undefined).map((node) => node.name);
    const roles = nodes.map(({ role }) => role);
    const { ntp, dns } = requirements.network;
    return [
      ...(unseen.length > 0
        ? [
            finding(
              'warning',
              someOf(unseen),
              text(
                `还没有读取这些机器的实际情况：${someOf(unseen)}，暂按常见情况规划`,
                `These machines were not looked at yet: ${someOf(unseen)}; ordinary ones are assumed`,
              ),
              text(
                '在“主机”页读取，或运行 ferryman preflight',
                'Read them on the Hosts page, or run ferryman preflight',
              ),
            ),
          ]
        : []),
      ...(roles.filter((role) => role === 'control-plane').length === 1
        ? [
            finding(
              'warning',
              nodes.find(({ role }) => role === 'control-plane')?.name ?? name,
              text(
                '只有一台控制平面：它停机期间不能变更集群',
                'One control-plane node: while it is down the cluster cannot be changed',
              ),
              text('要求坏一台不停业务时，准备三台', 'Where any one machine may stop, prepare three'),
            ),
          ]
        : []),
      ...(roles.length > 0 && !roles.includes('worker')
        ? [
            finding(
              'warning',
              name,
              text('没有工作节点：业务将运行在控制平面上', 'No worker: services run on the control-plane node'),
              text('再加一台机器', 'Add a machine'),
            ),
          ]
        : []),
      ...(ntp === 'none' && requirements.changes.timeService === 'keep'
        ? [
            finding(
              'warning',
              'network.ntp',
              text('没有时间服务器：机器时钟会慢慢走偏', 'No time server: the clocks will drift apart'),
              text(
                '请客户提供时间服务器地址，或同意由我们用 chrony 让各机器保持一致',
                'Ask the customer for a time server, or for leave to keep the machines in step with chrony',
              ),
            ),
          ]
        : []),
      ...(dns === 'none'
        ? [
            finding(
              'warning',
              'network.dns',
              text('没有域名服务器：集群内只能解析内部名称', 'No DNS server: only names inside the cluster resolve'),
              text('请客户提供域名服务器地址', 'Ask the customer for a DNS server'),
            ),
          ]
        : []),
    ];
  },
};
export default siteBasics;
