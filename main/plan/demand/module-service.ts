import { gbHolding } from '../../model/gigabytes.ts';
import type { PlannedService, PlannedVolume } from '../../model/plan/planned-service.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import type { Environment } from '../../model/site/environment.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';
import { replicasOf } from '../sizing/replicas.ts';
import type { StorageProviders } from './storage-providers.ts';

/** A business module as it runs in one environment. `requestsPerSecond` is the environment's whole load at its busiest. */
export function moduleService(
  module: BusinessModule,
  environment: Environment,
  requestsPerSecond: number,
  storage: StorageProviders,
  ledger: Ledger,
): PlannedService {
  const replicas = replicasOf(module, {
    requestsPerSecond,
    availability: environment.availability,
    loadShare: environment.loadShare,
  });
  const { name, title = text(module.name, module.name) } = module;
  const why = explain(replicas.count, replicas.needed, replicas.spare, replicas.minimum);
  ledger.figure(`${environment.name}.services.${name}.replicas`, {
    value: replicas.count,
    unit: 'count',
    formula: replicas.formula,
    inputs: { ...replicas.inputs },
    from: Object.fromEntries(
      Object.keys(replicas.inputs).map((input) => [
        input,
        input === 'requestsPerSecond'
          ? `figure:${environment.name}.load.requestsPerSecond`
          : `answer:modules.${name}.${input}`,
      ]),
    ),
    source: { kind: 'rule', reference: 'F5' },
    meaning: text(`${title.zh}：${why.zh}`, `${title.en}: ${why.en}`),
  });
  const volumes = volumesOf(module, storage);
  return {
    name,
    title,
    kind: 'module',
    of: name,
    namespace: module.namespace ?? `${environment.name}-${module.product ?? 'apps'}`,
    replicas: replicas.count,
    isDaemon: false,
    isQuorum: module.isQuorum,
    isMovable: module.isMovable && !volumes.some(({ access }) => access === 'local'),
    servesBusiness: true,
    spread: module.spread,
    requests: module.requests,
    limits: module.limits ?? {
      cpuMillicores: Math.round(module.requests.cpuMillicores * ledger.assumptions.get('limit-cpu-factor')),
      memoryMib: Math.round(module.requests.memoryMib * ledger.assumptions.get('limit-memory-factor')),
    },
    architectures: module.architectures,
    volumes,
    disks: [],
    dependsOn: module.dependsOn,
    images: module.images,
    why,
  };
}

function volumesOf(module: BusinessModule, storage: StorageProviders): PlannedVolume[] {
  if (module.state === 'none') return [];
  const wanted = module.state === 'shared-volume' ? 'shared' : 'local';
  const provider = storage[wanted];
  return [
    {
      name: 'data',
      sizeGb: gbHolding(module.volumeGib ?? 10),
      access: provider.access,
      storageClass: provider.storageClass,
      purpose: text('业务数据', 'Data of the service'),
      isBackedUp: true,
    },
  ];
}

function explain(count: number, needed: number, spare: number, minimum: number) {
  if (count === needed + spare && spare > 0) {
    return text(
      `${count} 个副本 = ${needed} 个够用 + ${spare} 个坏了顶上`,
      `${count} copies = ${needed} are enough + ${spare} to step in`,
    );
  }
  if (count === minimum && count > needed) {
    return text(
      `${count} 个副本：负载只需 ${Math.max(1, needed)} 个，最少 ${minimum} 个`,
      `${count} copies: the load needs ${Math.max(1, needed)}, the least is ${minimum}`,
    );
  }
  return text(`${count} 个副本：负载需要 ${needed} 个`, `${count} copies: the load needs ${needed}`);
}
