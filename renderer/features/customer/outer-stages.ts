import { isDone } from '../../../main/model/operation/operation-state.ts';
import type { OperationFeed } from '../../app/operation-feed.tsx';

export type OuterStage = 'prepare' | 'build' | 'check';
export type OuterState = 'done' | 'running' | 'waiting';

const stageOf: Readonly<Record<string, OuterStage>> = {
  trust: 'prepare',
  host: 'prepare',
  bundle: 'prepare',
  runtime: 'prepare',
};

/** The operation's phases as a customer sees them: prepare the machines, build the platform, check it and hand it over. */
export function outerStages(
  { operation, state }: Pick<OperationFeed, 'operation' | 'state'>,
  isChecked: boolean,
): { readonly id: OuterStage; readonly state: OuterState }[] {
  const isBuilt = (stage: OuterStage) =>
    operation.plan.steps
      .filter(({ phase }) => (stageOf[phase] ?? 'build') === stage)
      .every(({ id }) => isDone(state.steps[id]?.status ?? 'waiting'));
  const done = { prepare: isBuilt('prepare'), build: isBuilt('prepare') && isBuilt('build'), check: isChecked };
  const ids = ['prepare', 'build', 'check'] as const;
  const current = ids.find((id) => !done[id]);
  return ids.map((id) => ({ id, state: done[id] ? 'done' : id === current ? 'running' : 'waiting' }));
}
