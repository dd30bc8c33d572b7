import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { BundleWorkView } from '../../../main/contract/bundle.contract.ts';
import { useClient } from '../../app/client.ts';

interface FollowedWork {
  /** Under way or the last one; null before there was any. */
  readonly work: BundleWorkView | null;
  readonly isConnected: boolean;
}

const WorkContext = createContext<FollowedWork>({ work: null, isConnected: true });
const againAfterMs = 1_000;

/** Follows the work on bundles while the page is open; to leave and come back changes nothing. */
export function BundleWorkProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const queries = useQueryClient();
  const [followed, setFollowed] = useState<FollowedWork>({ work: null, isConnected: true });

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let last: string | undefined;
    const keepFollowing = async () => {
      while (!signal.aborted) {
        try {
          for await (const work of await client.bundle.follow(undefined, { signal })) {
            if (signal.aborted) return;
            setFollowed({ work, isConnected: true });
            // a work that ended may have given the site another bundle
            const ended = work?.status === 'done' ? work.id : undefined;
            if (ended !== last) void queries.invalidateQueries();
            last = ended;
          }
        } catch {
          // the engine went away; it is asked again below
        }
        if (signal.aborted) return;
        setFollowed(({ work }) => ({ work, isConnected: false }));
        await new Promise((resolve) => setTimeout(resolve, againAfterMs));
      }
    };
    void keepFollowing();
    return () => leaving.abort();
  }, [client, queries]);

  return <WorkContext value={followed}>{children}</WorkContext>;
}

export function useBundleWork(): FollowedWork {
  return useContext(WorkContext);
}

/** True while a work is under way: another one is refused then. */
export function useIsBusy(): boolean {
  const { work } = useBundleWork();
  return work?.status === 'running' || work?.status === 'stopping';
}
