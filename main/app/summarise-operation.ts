import type { JournalEntry } from '../model/operation/journal.ts';
import type { OperationState } from '../model/operation/operation-state.ts';
import { phases } from '../model/operation/step-kind.ts';
import type { OperationSummary } from '../model/report/delivery-report.ts';
import { type Text, text } from '../model/text.ts';
import type { OperationRecord } from '../ports/site-store.ts';

const phaseTitles: Readonly<Record<(typeof phases)[number], Text>> = {
  trust: text('确认机器身份', 'Confirm the machines'),
  host: text('准备主机', 'Prepare the hosts'),
  bundle: text('分发离线包', 'Spread the bundle'),
  runtime: text('容器运行时与镜像', 'Container runtime and images'),
  cluster: text('建立集群', 'Build the cluster'),
  addons: text('网络与域名', 'Network and DNS'),
  services: text('部署业务', 'Deploy the services'),
  handover: text('移交', 'Hand over'),
};

/** How an operation went, from its plan, its state and its journal. */
export function summarise(
  record: OperationRecord,
  state: OperationState,
  entries: readonly JournalEntry[],
  now: string,
): OperationSummary {
  const startedAt = state.startedAt ?? record.createdAt;
  const endedAt = state.endedAt ?? now;
  const created = entries.find(({ event }) => event.type === 'operation-created')?.event;
  return {
    id: record.id,
    operation: record.plan.operation,
    status: state.status,
    by: created?.type === 'operation-created' ? created.by : '',
    startedAt,
    endedAt,
    durationMs: Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
    starts: Math.max(1, entries.filter(({ event }) => event.type === 'operation-started').length),
    phases: phases.flatMap((phase) => {
      const steps = record.plan.steps.filter((step) => step.phase === phase).map(({ id }) => state.steps[id]);
      if (steps.length === 0) return [];
      return [
        {
          title: phaseTitles[phase],
          steps: steps.length,
          satisfied: steps.filter((step) => step?.status === 'satisfied').length,
          retries: steps.reduce((sum, step) => sum + Math.max(0, (step?.attempt ?? 0) - 1), 0),
          durationMs: steps.reduce((sum, step) => sum + (step?.durationMs ?? 0), 0),
        },
      ];
    }),
  };
}
