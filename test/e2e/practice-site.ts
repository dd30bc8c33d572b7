import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openPracticeSession, type PracticeSession } from '../../main/hosts/practice-session.ts';
import { openPracticeFile } from '../../main/hosts/web/practice-file.ts';

/** A practice site in a folder of its own, with the built practice process behind it. */
export function practiceSite(): PracticeSession {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-e2e-'));
  const { session, close } = openPracticeSession(openPracticeFile(folder), resolve('dist/main/practice.js'));
  return {
    session,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
