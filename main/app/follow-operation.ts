import type { OperationUpdate } from '../contract/operation.contract.ts';
import type { JournalEntry } from '../model/operation/journal.ts';
import { latestOperation } from './operation.ts';
import type { SiteSession } from './site-session.ts';

const liveEveryMs = 500;

/** Journal entries of the newest operation from a sequence number on, and what is going on in between; until the caller leaves. */
export async function* followOperation(
  session: SiteSession,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<OperationUpdate> {
  const { store } = session;
  const operation = latestOperation(session);
  if (operation === undefined) return;
  const waiting: JournalEntry[] = [];
  let wake: () => void = () => undefined;
  const unsubscribe = store.subscribe((entries) => {
    waiting.push(...entries.filter(({ operationId }) => operationId === operation.id));
    wake();
  });
  const live = () => (session.current?.operationId === operation.id ? session.current.engine.live() : null);
  let wasLive = live() !== null;
  try {
    yield { entries: store.entriesAfter(afterSeq, operation.id), live: live() };
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, liveEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (waiting.length > 0) wake();
        signal.addEventListener('abort', wake, { once: true });
      });
      const entries = waiting.splice(0);
      const now = live();
      // also once more when the engine has gone: the last entry comes before it has let go of the site
      if (entries.length > 0 || now !== null || wasLive) yield { entries, live: now };
      wasLive = now !== null;
    }
  } finally {
    unsubscribe();
  }
}
