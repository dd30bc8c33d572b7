import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule, someOf } from './plan-rule.ts';

/** §2.6: three virtual machines on one host are one machine. */
const physicalHost: PlanRule = {
  id: 'physical-host',
  find: ({ requirements, views }) =>
    views.filter(isHighlyAvailable).flatMap(({ draft, groups }) =>
      groups
        .filter(({ role }) => role === 'control-plane' || role === 'etcd')
        .flatMap(({ names, role }) => {
          const hosts = new Map<string, string[]>();
          for (const { name, hardware } of requirements.machines) {
            if (!names.includes(name) || hardware.physicalHost === '') continue;
            hosts.set(hardware.physicalHost, [...(hosts.get(hardware.physicalHost) ?? []), name]);
          }
          return [...hosts]
            .filter(([, on]) => on.length * 2 > names.length || on.length > 1)
            .map(([host, on]) =>
              finding(
                on.length * 2 > names.length ? 'blocker' : 'warning',
                `${draft.environment.name}/${role} ${someOf(on)}`,
                text(
                  `${on.length} 台都在宿主机 ${host} 上，它坏了等于一起坏`,
                  `${on.length} of them stand on the host ${host} and fail with it`,
                ),
                text('请把它们分到不同的宿主机', 'Put them on different hosts'),
              ),
            );
        }),
    ),
};
export default physicalHost;
