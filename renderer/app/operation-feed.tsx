import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { OperationView } from '../../main/contract/operation.contract.ts';
import { initialState, type OperationState, reduce } from '../../main/model/operation/operation-state.ts';
import type { LiveStatus } from '../../main/model/operation/progress.ts';
import { useClient } from './client.ts';
import { useOverview } from './queries.ts';

export interface OperationFeed {
  readonly operation: OperationView;
  readonly state: OperationState;
  /** null when no engine works on it. */
  readonly live: LiveStatus | null;
  /** False while the stream is being opened again. */
  readonly isConnected: boolean;
}

const FeedContext = createContext<OperationFeed | undefined>(undefined);
const againAfterMs = 1_000;

/** Follows the newest operation's journal from the last entry seen; a lost link or a reload changes nothing. */
export function OperationFeedProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const queries = useQueryClient();
  const overview = useOverview().data;
  const operationId = overview?.operationId;
  const [feed, setFeed] = useState<OperationFeed>();

  const stages = JSON.stringify(overview?.stages);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stage that moved on is what there is something new to read for
  useEffect(() => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'overview' });
  }, [queries, stages]);

  useEffect(() => {
    if (operationId === undefined) return setFeed(undefined);
    const leaving = new AbortController();
    const { signal } = leaving;
    let state: OperationState | undefined;
    const follow = async () => {
      const operation = await client.operation.read(undefined, { signal });
      if (operation?.id !== operationId) return;
      state ??= initialState(operation.plan);
      const updates = await client.operation.follow({ afterSeq: state.lastSeq }, { signal });
      for await (const { entries, live } of updates) {
        const before = state.status;
        state = entries.filter(({ seq }) => seq > (state?.lastSeq ?? 0)).reduce(reduce, state);
        if (signal.aborted) return;
        setFeed({ operation, state, live, isConnected: true });
        if (state.status !== before) void queries.invalidateQueries();
      }
    };
    const keepFollowing = async () => {
      while (!signal.aborted) {
        await follow().catch(() => undefined);
        if (signal.aborted) return;
        setFeed((last) => last && { ...last, live: null, isConnected: false });
        await new Promise((resolve) => setTimeout(resolve, againAfterMs));
      }
    };
    void keepFollowing();
    return () => leaving.abort();
  }, [client, queries, operationId]);

  return <FeedContext value={feed}>{children}</FeedContext>;
}

/** undefined until there is an operation. */
export function useOperationFeed(): OperationFeed | undefined {
  return useContext(FeedContext);
}
