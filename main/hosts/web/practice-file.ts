import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { stateOf } from '../../model/operation/operation-state.ts';
import type { SiteStore } from '../../ports/site-store.ts';
import { siteFiles } from '../open-session.ts';

/**
 * This person's practice site, made when it is not there yet. The simulated machines of an earlier start are gone, so a
 * rehearsal that was not finished then is laid aside, and a new site begins.
 */
export function openPracticeFile(directory: string = dataDirectory()): SiteStore {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'practice.ferry');
  if (existsSync(path)) {
    const store = siteFiles.open(path);
    if (store.readOnlyReason !== undefined || !isUnfinished(store)) return store;
    store.close();
    renameSync(path, join(directory, `practice-${Date.now()}.ferry`));
  }
  return siteFiles.create(path, { isPractice: true });
}

function isUnfinished(store: SiteStore): boolean {
  const [newest] = store.operations();
  return newest !== undefined && stateOf(newest.plan, store.entriesAfter(0, newest.id)).status !== 'succeeded';
}

/** FERRYMAN_HOME, or the system's usual place for a person's data. */
function dataDirectory(): string {
  if (process.env.FERRYMAN_HOME) return process.env.FERRYMAN_HOME;
  const data = process.platform === 'win32' ? process.env.LOCALAPPDATA : process.env.XDG_DATA_HOME;
  return join(data || join(homedir(), '.local', 'share'), 'ferryman');
}
