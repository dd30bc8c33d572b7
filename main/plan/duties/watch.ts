import type { WatchRow } from '../../model/plan/duties-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentDraft } from '../environment/plan-environment.ts';

/** The monitoring plan in its three columns: business, application, system. */
export function watchTable({ machines }: Requirements, drafts: readonly EnvironmentDraft[]): WatchRow[] {
  const modules = new Map(drafts.flatMap(({ modules: own }) => own.map((module) => [module.name, module])));
  const components = new Map(drafts.flatMap(({ choices }) => choices.map((choice) => [choice.name, choice.component])));
  return [
    ...[...modules.values()].map(
      ({ name, queue, routes }): WatchRow => ({
        of: name,
        business:
          queue === undefined
            ? [text('每分钟成功的请求数与失败率', 'Requests per minute, and the share that fails')]
            : [text('排队数与每小时完成数', 'Jobs waiting, and jobs done per hour')],
        application: [
          text('就绪与存活探针，响应时间 95 分位', 'Readiness and liveness, response time at the 95th percentile'),
          ...(routes.length > 0 ? [text('从外面访问验证网址', 'The verification address, asked from outside')] : []),
        ],
        system: [text('容器的 CPU、内存、重启次数', 'CPU, memory and restarts of its containers')],
      }),
    ),
    ...[...components.entries()]
      .filter(([, { watch }]) => watch.business.length + watch.application.length + watch.system.length > 0)
      .map(([name, { watch }]): WatchRow => ({ of: name, ...watch })),
    {
      of: 'machines',
      business: [],
      application: [text('kubelet 与容器运行时在运行', 'kubelet and the container runtime are running')],
      system: [text('CPU、内存、磁盘剩余、时间偏差', 'CPU, memory, free disk, time offset')],
    },
    ...machines
      .filter(({ role }) => role === 'monitored')
      .map(
        ({ name, hardware }): WatchRow => ({
          of: name,
          business: [],
          application: [],
          system: [
            /windows/i.test(hardware.os)
              ? text('Windows 采集程序（9182 端口）', 'windows_exporter (port 9182)')
              : text('主机采集程序（9100 端口）', 'node_exporter (port 9100)'),
          ],
        }),
      ),
  ];
}
