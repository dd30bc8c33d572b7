import { readFileSync, realpathSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type Database from 'better-sqlite3';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

interface HolderRow {
  readonly path: string;
  readonly person: string;
  readonly host: string;
  readonly pid: number;
  readonly process_start: string;
  readonly since: string;
}

/**
 * Takes the file for this process, or says who holds it. The row travels with a copy of the file, so it counts only for
 * the path it names; a holder on another computer is believed, a process of this one is looked at.
 */
export function takeHold(database: Database.Database, path: string): FerrymanError | undefined {
  const ours = { path: realpathSync(path), person: userInfo().username, host: hostname(), pid: process.pid };
  return database
    .transaction((): FerrymanError | undefined => {
      const row = database.prepare('SELECT * FROM holder').get() as HolderRow | undefined;
      if (row !== undefined && row.path === ours.path && isAlive(row, ours.host)) {
        return new FerrymanError('SITE_E0004', {
          holder: `${row.person}@${row.host} (pid ${row.pid})`,
          since: row.since,
        });
      }
      database
        .prepare('INSERT OR REPLACE INTO holder VALUES (1, @path, @person, @host, @pid, @processStart, @since)')
        .run({ ...ours, processStart: processStart(ours.pid), since: new Date().toISOString() });
      return undefined;
    })
    .immediate();
}

export function releaseHold(database: Database.Database): void {
  database.prepare('DELETE FROM holder WHERE pid = ?').run(process.pid);
}

function isAlive(row: HolderRow, host: string): boolean {
  if (row.host !== host) return true;
  try {
    process.kill(row.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return row.process_start === processStart(row.pid);
}

/** Tells a process from a later one with the same pid; empty where the system does not say. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
