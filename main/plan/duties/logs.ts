import type { SizingContext } from '../../model/catalog/sizing-context.ts';
import type { LogPlan } from '../../model/plan/duties-plan.ts';
import { text } from '../../model/text.ts';
import type { Choice } from '../demand/choose-components.ts';
import type { Ledger } from '../ledger.ts';

/** F7: one copy beside the first, a tenth of index, and the room a full disk must not reach. */
const hotReplicas = 1;
const indexOverhead = 1.45;
const archiveShare = 0.2;

/** Logs of all environments: where they go, how long, how much disk that is. */
export function logPlan(sites: readonly SizingContext[], choices: readonly Choice[], ledger: Ledger): LogPlan {
  const gbPerDay = round(sites.reduce((sum, { logGbPerDay }) => sum + logGbPerDay, 0));
  const hotDays = sites[0]?.hotDays ?? 0;
  const retentionDays = sites[0]?.retentionDays ?? 0;
  const hotGb = round(gbPerDay * Math.min(hotDays, retentionDays) * (1 + hotReplicas) * indexOverhead);
  const archiveGb = round(gbPerDay * Math.max(0, retentionDays - hotDays) * archiveShare);
  ledger.figure('logs.hotDisk', {
    value: hotGb,
    unit: 'GB',
    formula: 'GB per day × hot days × (1 + replicas) × 1.45',
    inputs: { gbPerDay, hotDays, replicas: hotReplicas },
    from: { gbPerDay: 'answer:logs.gbPerDay', hotDays: 'answer:logs.hotDays' },
    source: { kind: 'rule', reference: 'F7; AWS OpenSearch storage sizing' },
    meaning: text(
      `${hotDays} 天内可即时查询的日志占用的磁盘；天数翻倍，硬盘翻倍`,
      `Disk for logs that can be searched at once for ${hotDays} days; twice the days, twice the disk`,
    ),
  });
  ledger.figure('logs.archiveDisk', {
    value: archiveGb,
    unit: 'GB',
    formula: 'GB per day × (retention − hot days) × 0.2',
    inputs: { gbPerDay, retentionDays, hotDays },
    from: { retentionDays: 'answer:logs.retentionDays' },
    source: { kind: 'planner-default', reference: 'F7' },
    meaning: text('更早的日志压缩归档占用的磁盘', 'Disk for older logs, compressed'),
  });
  return {
    gbPerDay,
    hotDays,
    retentionDays,
    hotGb,
    archiveGb,
    target: choices.find(({ component }) => ['elasticsearch', 'loki', 'splunk'].includes(component.id))?.name ?? '',
    rules: [
      text('业务日志以 JSON 输出到标准输出，一行一条', 'Services write JSON to standard output, one line each'),
      text('命名空间名称在所有集群中不重复', 'Namespace names are unique over all clusters'),
      text('日志采集用读文件的代理，绝不阻塞容器启动', 'An agent reads the files; shipping never holds up a container'),
    ],
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
