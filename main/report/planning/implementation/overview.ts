import type { SitePlan } from '../../../model/plan/site-plan.ts';
import { type Text, text } from '../../../model/text.ts';
import { cell, number, paragraph, type Section, strong } from '../../section.ts';
import { availabilityWords, environmentKinds } from '../words.ts';

export function overviewSection({ site, environments, release, schedule }: SitePlan): Section {
  const scope: { label: Text; value: ReturnType<typeof cell> }[] = [
    { label: text('项目', 'Project'), value: cell(site.project === '' ? site.name : site.project) },
    { label: text('平台', 'Platform'), value: cell(`Kubernetes ${release.version}`) },
    {
      label: text('方式', 'How'),
      value: cell(
        text(
          '私有化部署，安装期间与运行期间均不连接互联网；全部软件来自签名的离线包。',
          'On the customer’s own machines without the internet, during the installation and after it; all software comes from a signed bundle.',
        ),
      ),
    },
    ...(schedule === null
      ? []
      : [
          {
            label: text('工期', 'Time'),
            value: cell(
              schedule.due === ''
                ? `${schedule.start} – ${schedule.finish}`
                : text(
                    `${schedule.start} 至 ${schedule.finish}，要求 ${schedule.due}`,
                    `${schedule.start} to ${schedule.finish}; due ${schedule.due}`,
                  ),
            ),
          },
        ]),
  ];
  return {
    id: 'overview',
    title: text('项目概述与范围', 'Project and scope'),
    blocks: [
      { type: 'key-values', rows: scope },
      {
        type: 'table',
        columns: [
          { title: text('环境', 'Environment'), characters: 16 },
          { title: text('承诺', 'Promise'), characters: 26 },
          { title: text('业务模块', 'Modules'), characters: 10 },
          { title: text('概要', 'In short'), characters: 60 },
        ],
        rows: environments.map(({ name, kind, availability, services, summary }) => [
          { ...strong(environmentKinds[kind]), note: name },
          cell(availabilityWords[availability]),
          number(services.filter((service) => service.kind === 'module').length),
          cell(summary),
        ]),
        whenEmpty: text('没有环境。', 'There are no environments.'),
      },
      paragraph(
        '不在范围内：客户网络设备、机房与电力、客户已有系统的改造，以及本方案未列出的软件。',
        'Out of scope: the customer’s network equipment, room and power, changes to systems that exist already, and software not listed here.',
      ),
    ],
  };
}

export function currentSection({ existing, changes, network, openQuestions }: SitePlan): Section {
  const said = (all: readonly string[]) => (all.length === 0 ? cell(text('没有', 'none')) : cell(all.join(', ')));
  return {
    id: 'current',
    title: text('现状与约束', 'What is there, and what is not allowed'),
    blocks: [
      {
        type: 'key-values',
        rows: [
          { label: text('DNS 服务器', 'DNS servers'), value: said(network.dns) },
          { label: text('时间服务器', 'Time servers'), value: said(network.ntp) },
          {
            label: text('交换分区（swap）', 'Swap'),
            value: cell(
              changes.swap === 'turn-off' ? text('允许关闭', 'may be turned off') : text('保持原样', 'stays as it is'),
            ),
          },
          {
            label: text('时间同步', 'Time service'),
            value: cell(
              changes.timeService === 'chrony'
                ? text('由我们用 chrony 配置', 'set up by us, with chrony')
                : text('保持原样，由客户负责', 'stays as it is; the customer keeps it'),
            ),
          },
          {
            label: text('主机防火墙', 'Host firewalls'),
            value: cell(
              changes.firewall === 'open-ports'
                ? text('允许放行清单内端口', 'listed ports may be opened')
                : text('保持原样，由客户放行', 'stay as they are; the customer opens ports'),
            ),
          },
          {
            label: text('未回答的问题', 'Questions not answered'),
            value: cell(
              openQuestions.length === 0
                ? text('没有', 'none')
                : text(`${openQuestions.length} 个，见附录`, `${openQuestions.length}, see the appendix`),
            ),
          },
        ],
      },
      { type: 'heading', level: 3, id: 'existing', text: text('已有机器', 'Machines that exist') },
      {
        type: 'table',
        columns: [
          { title: text('机器', 'Machine'), characters: 26 },
          { title: text('环境', 'Environment'), characters: 16 },
          { title: text('用作', 'Used as'), characters: 20 },
          { title: text('是否满足', 'Fits'), characters: 12 },
          { title: text('说明', 'Because'), characters: 44 },
        ],
        rows: existing.map(({ name, environment, role, fits, because }) => [
          strong(name),
          cell(environment),
          cell(role === '' ? text('不使用', 'not used') : role),
          { status: fits ? 'pass' : 'warn', content: fits ? text('满足', 'fits') : text('不满足', 'does not fit') },
          cell(because),
        ]),
        whenEmpty: text(
          '没有登记已有机器，全部由客户新准备。',
          'No machines are known to exist; all are provided anew.',
        ),
      },
    ],
  };
}
