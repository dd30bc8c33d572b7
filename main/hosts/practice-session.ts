import { shortenedWaits } from '../adapters/clock/shortened-waits.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import type { SiteSession } from '../app/site-session.ts';
import type { SiteStore } from '../ports/site-store.ts';
import { openSession } from './open-session.ts';
import { practiceProcess } from './practice-site.ts';

export interface PracticeSession {
  readonly session: SiteSession;
  close(): Promise<void>;
}

/** Practice machines start their services and pods at once: what is given time to settle needs a fifth of it. */
const settlingDivisor = 5;

/** A practice site opened; its fleet, a process of `program`, starts when a rehearsal asks for it. */
export function openPracticeSession(store: SiteStore, program: string, hostCount?: number): PracticeSession {
  const practice = practiceProcess(program, hostCount);
  const closing = new AbortController();
  const session = openSession({
    store,
    askSecret: async () => undefined,
    signal: closing.signal,
    clock: shortenedWaits(systemClock, settlingDivisor),
    startPracticeSite: practice.start,
  });
  return {
    session,
    async close() {
      await session.current?.engine.stop(session.operator);
      await session.current?.ended.catch(() => undefined);
      closing.abort();
      await session.rehearsal?.ended.catch(() => undefined);
      store.close();
      await practice.close();
    },
  };
}
