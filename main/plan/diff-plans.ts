import type { Assumption } from '../model/plan/assumption.ts';
import type { EnvironmentPlan } from '../model/plan/environment-plan.ts';
import type { Finding } from '../model/plan/finding.ts';
import type { DiffGroup, PlanChange } from '../model/plan/plan-change.ts';
import { type MachineGroup, shapeName } from '../model/plan/planned-machine.ts';
import type { SitePlan } from '../model/plan/site-plan.ts';
import { type Text, text } from '../model/text.ts';
import { figuresOf } from './explain.ts';

/** What a second plan has that the first has not, in the order a person reads a plan. Pure; equal plans give nothing. */
export function diffPlans(before: SitePlan, after: SitePlan): PlanChange[] {
  return [
    ...after.environments.flatMap((environment) => {
      const old = before.environments.find(({ name }) => name === environment.name);
      return [
        ...machineChanges(before, after, old, environment),
        ...serviceChanges(before, after, old, environment),
        ...networkChanges(old, environment),
      ];
    }),
    ...before.environments
      .filter(({ name }) => !after.environments.some((other) => other.name === name))
      .map(({ name }) => change('machines', '-', name, text('整个环境取消', 'The whole environment is gone'))),
    ...listChanges(
      'routes',
      before.routes,
      after.routes,
      ({ environment, host, path }) => `${environment} ${host}${path}`,
    ),
    ...listChanges(
      'ports',
      before.ports,
      after.ports,
      ({ from, to, protocol, port }) => `${from} → ${to} ${protocol}/${port}`,
    ),
    ...scheduleChanges(before, after),
    ...findingChanges(before.findings, after.findings),
    ...assumptionChanges(before.assumptions, after.assumptions),
  ];
}

function machineChanges(
  before: SitePlan,
  after: SitePlan,
  old: EnvironmentPlan | undefined,
  now: EnvironmentPlan,
): PlanChange[] {
  const roles = [...new Set([...(old?.machines ?? []), ...now.machines].map(({ role }) => role))];
  return roles.flatMap((role) => {
    const was = old?.machines.find((group) => group.role === role);
    const is = now.machines.find((group) => group.role === role);
    const title = is?.title ?? was?.title ?? text(role, role);
    const step = (is?.count ?? 0) - (was?.count ?? 0);
    const id = `${now.name}.machines.${role}.count`;
    const object = `${now.name}/${role}`;
    const shapes = was !== undefined && is !== undefined && shapeName(was.shape) !== shapeName(is.shape);
    return [
      ...(step === 0
        ? []
        : [
            {
              ...change(
                'machines',
                step > 0 ? '+' : '-',
                object,
                text(
                  `${step > 0 ? '+' : '−'}${Math.abs(step)} 台${title.zh}（${was?.count ?? 0} → ${is?.count ?? 0}）`,
                  `${step > 0 ? '+' : '−'}${Math.abs(step)} ${title.en} (${was?.count ?? 0} → ${is?.count ?? 0})`,
                ),
              ),
              because: causes(before, after, id),
            },
          ]),
      ...(shapes
        ? [
            {
              ...change(
                'machines',
                '~',
                object,
                text(
                  `${title.zh}：${shapeName(was.shape)} → ${shapeName(is.shape)}`,
                  `${title.en}: ${shapeName(was.shape)} → ${shapeName(is.shape)}`,
                ),
              ),
              because: causes(before, after, id),
            },
          ]
        : []),
      ...diskChanges(object, was, is),
    ];
  });
}

function serviceChanges(
  before: SitePlan,
  after: SitePlan,
  old: EnvironmentPlan | undefined,
  now: EnvironmentPlan,
): PlanChange[] {
  const names = [...new Set([...(old?.services ?? []), ...now.services].map(({ name }) => name))];
  return names.flatMap((name) => {
    const was = old?.services.find((service) => service.name === name);
    const is = now.services.find((service) => service.name === name);
    // daemons follow the machines and would only repeat them
    if (was?.replicas === is?.replicas || (is ?? was)?.isDaemon === true) return [];
    const sign = was === undefined ? '+' : is === undefined ? '-' : '~';
    return [
      {
        ...change(
          'services',
          sign,
          `${now.name}/${name}`,
          text(
            `副本 ${was?.replicas ?? 0} → ${is?.replicas ?? 0}`,
            `copies ${was?.replicas ?? 0} → ${is?.replicas ?? 0}`,
          ),
        ),
        because: causes(before, after, `${now.name}.services.${name}.replicas`),
      },
    ];
  });
}

function networkChanges(old: EnvironmentPlan | undefined, now: EnvironmentPlan): PlanChange[] {
  if (old === undefined) return [];
  return (Object.keys(networkWords) as (keyof typeof networkWords)[])
    .filter((field) => old.network[field] !== now.network[field])
    .map((field) => {
      const step = `${old.network[field] || '–'} → ${now.network[field] || '–'}`;
      const { zh, en } = networkWords[field];
      return change('network', '~', now.name, text(`${zh} ${step}`, `${en} ${step}`));
    });
}

const networkWords = {
  podCidr: text('容器网段', 'Pod network'),
  serviceCidr: text('服务网段', 'Service network'),
  apiVip: text('集群入口地址', 'Address of the API'),
  gatewayVip: text('业务大门地址', 'Address of the gateway'),
  loadBalancer: text('负载均衡', 'Load balancer'),
  cni: text('容器网络', 'Pod network plugin'),
  gateway: text('网关', 'Gateway'),
} as const satisfies Partial<Record<keyof EnvironmentPlan['network'], Text>>;

function scheduleChanges({ schedule: was }: SitePlan, { schedule: is }: SitePlan): PlanChange[] {
  if (was?.finish === is?.finish) return [];
  const step = `${was?.finish ?? '–'} → ${is?.finish ?? '–'}`;
  return [change('schedule', '~', 'finish', text(`完成日 ${step}`, `Finished on ${step}`))];
}

function listChanges<T>(
  group: DiffGroup,
  before: readonly T[],
  after: readonly T[],
  key: (row: T) => string,
): PlanChange[] {
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  return [
    ...[...has].filter((row) => !had.has(row)).map((row) => change(group, '+', row, text('新增', 'new'))),
    ...[...had].filter((row) => !has.has(row)).map((row) => change(group, '-', row, text('取消', 'gone'))),
  ];
}

/** Defaults that were replaced, put back, or came into use with another value. */
function assumptionChanges(before: readonly Assumption[], after: readonly Assumption[]): PlanChange[] {
  return after.flatMap(({ id, title, value, override }) => {
    const was = before.find((assumption) => assumption.id === id)?.value;
    if (was === undefined || was === value) return [];
    const by = override === null ? '' : ` (${override.by}: ${override.why})`;
    return [
      change('defaults', '~', id, text(`${title.zh} ${was} → ${value}${by}`, `${title.en} ${was} → ${value}${by}`)),
    ];
  });
}

/** Disks of one machine of a group, by where they are mounted. */
function diskChanges(object: string, was: MachineGroup | undefined, is: MachineGroup | undefined): PlanChange[] {
  if (was === undefined || is === undefined) return [];
  const size = (group: MachineGroup, mount: string) => group.disks.find((disk) => disk.mount === mount)?.sizeGb ?? 0;
  const mounts = [...new Set([...was.disks, ...is.disks].map(({ mount }) => mount))];
  return mounts
    .filter((mount) => size(was, mount) !== size(is, mount))
    .map((mount) => {
      const step = `${mount} ${size(was, mount)} → ${size(is, mount)} GB`;
      return change('machines', '~', object, text(`每台磁盘 ${step}`, `Disk of each ${step}`));
    });
}

/** A finding is told by its own sentence, whether it is new or settled. */
function findingChanges(before: readonly Finding[], after: readonly Finding[]): PlanChange[] {
  const key = ({ severity, rule, object }: Finding) => `${severity} ${rule} ${object}`;
  const [had, has] = [new Set(before.map(key)), new Set(after.map(key))];
  const told = (sign: '+' | '-', { severity, object, reason }: Finding) =>
    change(
      'findings',
      sign,
      object,
      text(`${severities[severity].zh}${reason.zh}`, `${severities[severity].en}${reason.en}`),
    );
  return [
    ...after.filter((finding) => !had.has(key(finding))).map((finding) => told('+', finding)),
    ...before.filter((finding) => !has.has(key(finding))).map((finding) => told('-', finding)),
  ];
}

const severities = {
  blocker: text('必须解决：', 'Blocker: '),
  warning: text('注意：', 'Warning: '),
  info: text('提示：', 'Note: '),
} as const satisfies Readonly<Record<Finding['severity'], Text>>;

function change(group: DiffGroup, sign: PlanChange['sign'], object: string, what: Text): PlanChange {
  return { group, sign, object, what, because: [] };
}

/** Follows a figure that differs down to the answers and defaults that differ below it. */
function causes(before: SitePlan, after: SitePlan, id: string, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const is = after.figures[id];
  if (is === undefined) return [];
  const was = before.figures[id];
  // a plan that was stored has its inputs in another order
  const inputs = Object.entries(is.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  const found = inputs.flatMap(([name, value]) => {
    const origin = is.from?.[name] ?? '';
    const below = figuresOf(after.figures, origin).filter(
      (next) => before.figures[next]?.value !== after.figures[next]?.value,
    );
    if (below.length > 0) return below.flatMap((next) => causes(before, after, next, seen));
    const isAnswer = origin.startsWith('answer:');
    const isLeaf = isAnswer || origin.startsWith('assumption:');
    // an answer nobody gave before had no part in the figure
    const old = was?.inputs[name] ?? (isAnswer && was !== undefined ? '–' : undefined);
    return isLeaf && old !== undefined && old !== value ? [`${origin.replace(/^[a-z]+:/, '')} ${old} → ${value}`] : [];
  });
  return [...new Set(found)];
}
