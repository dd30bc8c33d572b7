import { shapeName } from '../../model/plan/planned-machine.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';
import type { EnvironmentView } from '../reach/environment-view.ts';
import type { EnvironmentDraft } from './plan-environment.ts';
import { headroomOf } from './size-workers.ts';

/** How the number of workers came about, step by step, so that a reader can do the sum again. */
export function clusterFigureSet({ environment, cluster }: EnvironmentDraft, ledger: Ledger): void {
  if (cluster === undefined) return;
  const id = (name: string) => `${environment.name}.${name}`;
  const { totals, size, takers, extra, layoutKind } = cluster;
  const { requests, pods } = totals.workers;
  const headroom = headroomOf(environment, ledger.assumptions);
  const headroomId =
    environment.kind === 'production' || environment.kind === 'hosted' ? 'headroom-production' : 'headroom-test';
  const sum = (name: string, value: number, unit: string, zh: string, en: string) =>
    ledger.figure(id(name), {
      value,
      unit,
      formula: 'Σ replicas × request over all services that are no daemons',
      inputs: { pods },
      from: { pods: `figures:${id('services.')}` },
      source: { kind: 'rule', reference: 'F4' },
      meaning: text(zh, en),
    });
  sum('requests.cpu', requests.cpuMillicores, 'm', '所有服务申请的 CPU 之和', 'CPU all services ask for');
  sum('requests.memory', requests.memoryMib, 'MiB', '所有服务申请的内存之和', 'Memory all services ask for');
  const taken = takers.reduce(
    (all, taker) => ({ cpu: all.cpu + taker.cpuMillicores, memory: all.memory + taker.memoryMib }),
    { cpu: 0, memory: 0 },
  );
  ledger.figure(id('worker.usable.cpu'), {
    value: size.perNode.cpuMillicores,
    unit: 'm',
    formula: 'capacity − F1 reserve − programs of every node',
    inputs: { capacity: size.shape.cpuCores * 1000, programs: taken.cpu },
    from: { programs: 'assumption:daemon-cpu-cores' },
    source: { kind: 'rule', reference: 'F1, F2' },
    meaning: text('一台机器真正能给业务用的 CPU', 'CPU of one machine that services can have'),
  });
  ledger.figure(id('worker.usable.memory'), {
    value: size.perNode.memoryMib,
    unit: 'MiB',
    formula: 'capacity − F1 reserve − 100 MiB eviction − programs of every node',
    inputs: { capacity: size.shape.memoryGib * 1024, programs: taken.memory },
    from: { programs: 'assumption:daemon-memory-gib' },
    source: { kind: 'rule', reference: 'F1, F2' },
    meaning: text('一台机器真正能给业务用的内存', 'Memory of one machine that services can have'),
  });
  ledger.figure(id('machines.worker.enough'), {
    value: size.enough,
    unit: 'count',
    formula:
      'max(⌈CPU asked ÷ (headroom × usable CPU)⌉, ⌈memory asked ÷ (headroom × usable memory)⌉, ⌈pods ÷ pods per node⌉)',
    inputs: {
      cpu: requests.cpuMillicores,
      usableCpu: size.perNode.cpuMillicores,
      memory: requests.memoryMib,
      usableMemory: size.perNode.memoryMib,
      headroom,
      pods,
    },
    from: {
      cpu: `figure:${id('requests.cpu')}`,
      usableCpu: `figure:${id('worker.usable.cpu')}`,
      memory: `figure:${id('requests.memory')}`,
      usableMemory: `figure:${id('worker.usable.memory')}`,
      headroom: `assumption:${headroomId}`,
    },
    source: { kind: 'rule', reference: 'F4' },
    meaning: text(`负载本身需要 ${size.enough} 台`, `The load alone needs ${size.enough}`),
  });
  if (environment.workerCount !== undefined) {
    settledCount(environment.workerCount, size.count, size.enough, environment.name, ledger);
  } else
    ledger.figure(id('machines.worker.count'), {
      value: size.count,
      unit: 'count',
      formula: 'max(enough + spare, copies that must be apart, least number) + machines the layout needs beyond',
      inputs: {
        enough: size.enough,
        spare: size.spare,
        apart: totals.workers.hardSpread,
        least: size.minimum,
        beyond: extra,
        availability: environment.availability,
      },
      from: {
        enough: `figure:${id('machines.worker.enough')}`,
        spare: 'assumption:spare-share',
        availability: `answer:environments.${environment.name}.availability`,
      },
      source: { kind: 'rule', reference: 'F4' },
      meaning:
        size.count - size.enough > 0
          ? text(
              `${size.count} 台业务服务器 = ${size.enough} 台够用 + ${size.count - size.enough} 台坏了顶上`,
              `${size.count} machines for services = ${size.enough} are enough + ${size.count - size.enough} to step in`,
            )
          : text(`${size.count} 台业务服务器正好够用`, `${size.count} machines for services are just enough`),
    });
  if (layoutKind === 'converged') {
    const failures = { basic: 0, 'one-machine': 1, 'two-machines': 2 }[environment.availability];
    ledger.figure(id('converged.room'), {
      value: Math.floor((size.count - failures) * headroom * size.perNode.memoryMib),
      unit: 'MiB',
      formula: '(machines − those that may stop) × headroom × usable memory, at least the memory asked',
      inputs: {
        machines: size.count,
        failures,
        headroom,
        usableMemory: size.perNode.memoryMib,
        asked: requests.memoryMib,
      },
      source: { kind: 'rule', reference: '§2.3 converged layout test' },
      meaning: text('合并部署时坏一台后剩下的内存', 'Memory left on shared machines when as many stopped as may'),
    });
  }
}

function settledCount(settled: number, count: number, enough: number, environment: string, ledger: Ledger): void {
  ledger.figure(`${environment}.machines.worker.count`, {
    value: count,
    unit: 'count',
    formula: 'machines settled + control planes that run services as well',
    inputs: { settled, shared: count - settled, enough },
    from: {
      settled: `answer:environments.${environment}.workerCount`,
      enough: `figure:${environment}.machines.worker.enough`,
    },
    source: { kind: 'requirement', reference: `environments.${environment}.workerCount` },
    meaning: text(
      `${count} 台业务服务器，台数已经商定；按留足余量的算法，负载需要 ${enough} 台`,
      `${count} machines for services, as settled; with the usual headroom the load asks for ${enough}`,
    ),
  });
}

export function machineFigures({ draft, groups }: EnvironmentView, ledger: Ledger): void {
  const name = draft.environment.name;
  for (const { role, title, count, shape, existing, why } of groups) {
    if (role !== 'worker') {
      ledger.figure(`${name}.machines.${role}.count`, {
        value: count,
        unit: 'count',
        formula:
          role === 'control-plane'
            ? '1 basic, 3 when any one may stop, 5 when any two may'
            : 'the rule of the catalog entry',
        inputs: { availability: draft.environment.availability, existing },
        source: { kind: 'rule', reference: role === 'control-plane' ? 'F3' : 'bundles/catalog' },
        meaning: why,
      });
    }
    ledger.figure(`${name}.machines.${role}.shape`, {
      value: shapeName(shape),
      unit: 'machine',
      formula:
        role === 'control-plane'
          ? 'by the number of nodes, in production at least 8C16G'
          : role === 'worker'
            ? 'the size that exists or was asked for, else the cheapest set that holds the load'
            : 'CPU and memory of the catalog entry, rounded up to the next size',
      inputs: { nodes: draft.site.nodes },
      source: {
        kind: role === 'worker' ? 'planner-default' : 'rule',
        reference: role === 'control-plane' ? 'F3' : 'F16',
      },
      meaning: text(`${title.zh}每台的配置`, `Size of each: ${title.en}`),
    });
  }
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const existing = groups.reduce((sum, group) => sum + group.existing, 0);
  ledger.figure(`${name}.machines.total`, {
    value: total,
    unit: 'count',
    formula: 'Σ machines of all roles',
    inputs: { ...Object.fromEntries(groups.map(({ role, count }) => [role, count])), existing },
    source: { kind: 'rule', reference: 'F4' },
    meaning: text(`一共 ${total} 台，已有 ${existing} 台`, `${total} in all, ${existing} of them are there`),
  });
}
