import { accessSync, constants, copyFileSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { applicationId, migrations } from './schema.ts';

export interface OpenedDatabase {
  readonly database: Database.Database;
  /** Why it can only be read; undefined = it can be written. */
  readonly readOnlyReason: FerrymanError | undefined;
  /** The format it was found in; who may write brings it to the newest with `migrate`. */
  readonly format: number;
}

/** A new, empty site file with the newest format. */
export function createDatabase(path: string): Database.Database {
  if (existsSync(path)) throw new FerrymanError('SITE_E0005', { path });
  if (!isWritable(dirname(path))) {
    throw new FerrymanError('INPUT_E0001', { detail: `${dirname(path)} is no folder that can be written to` });
  }
  const database = new Database(path);
  configure(database);
  database.pragma(`application_id = ${applicationId}`);
  migrate(database, path, 0);
  return database;
}

/** Checks before anything is believed: is it ours, is it whole, do we know its format. Changes nothing but how it is written. */
export function openDatabase(path: string, wantsReadOnly: boolean): OpenedDatabase {
  if (!existsSync(path)) throw new FerrymanError('SITE_E0001', { path });
  if (!statSync(path).isFile()) throw new FerrymanError('SITE_E0006', { path });
  const canWrite = isWritable(path) && isWritable(dirname(path));
  const readonly = wantsReadOnly || !canWrite;
  if (readonly && canWrite) takeBackUnfinished(path);
  const database = new Database(path, { readonly, fileMustExist: true });
  try {
    checkWhole(database, path);
    const format = Number(database.pragma('user_version', { simple: true }));
    if (format === 0) throw new FerrymanError('SITE_E0002', { path, detail: 'its creation was cut off' });
    if (format > migrations.length) {
      const error = new FerrymanError('SITE_E0003', { found: format, supported: migrations.length });
      return { database: readonly ? database : reopenedReadOnly(database, path), readOnlyReason: error, format };
    }
    if (readonly) return { database, readOnlyReason: new FerrymanError('SITE_E0008', { path }), format };
    configure(database);
    return { database, readOnlyReason: undefined, format };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A commit that a crash cut short lies beside the file; only a connection that may write can take it back. */
function takeBackUnfinished(path: string): void {
  if (!existsSync(`${path}-journal`)) return;
  const database = new Database(path, { fileMustExist: true });
  try {
    database.pragma('schema_version');
  } catch {
    // what is wrong with the file is said by the checks that follow
  } finally {
    database.close();
  }
}

export function reopenedReadOnly(database: Database.Database, path: string): Database.Database {
  database.close();
  return new Database(path, { readonly: true, fileMustExist: true });
}

/** A rollback journal keeps the site one whole file between commits; EXTRA also syncs the folder when the journal goes. */
function configure(database: Database.Database): void {
  database.pragma('journal_mode = DELETE');
  database.pragma('synchronous = EXTRA');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 3000');
}

function checkWhole(database: Database.Database, path: string): void {
  let id: unknown;
  let integrity: unknown;
  try {
    id = database.pragma('application_id', { simple: true });
    integrity = id === applicationId ? database.pragma('integrity_check', { simple: true }) : 'ok';
  } catch (cause) {
    const isOther = cause instanceof Database.SqliteError && cause.code === 'SQLITE_NOTADB';
    throw isOther
      ? new FerrymanError('SITE_E0006', { path }, { cause })
      : new FerrymanError('SITE_E0002', { path, detail: String(cause) }, { cause });
  }
  if (id !== applicationId) throw new FerrymanError('SITE_E0006', { path });
  if (integrity !== 'ok') throw new FerrymanError('SITE_E0002', { path, detail: String(integrity) });
}

/** Brings a file of ours, held by us, from an older format to the newest, with a copy before each step. */
export function migrate(
  database: Database.Database,
  path: string,
  from: number,
  steps: readonly string[] = migrations,
): void {
  steps.slice(from).forEach((statements, index) => {
    const version = from + index + 1;
    if (from > 0) copyFileSync(path, `${path}.v${version - 1}.bak`);
    database.transaction(() => {
      database.exec(statements);
      database.pragma(`user_version = ${version}`);
    })();
  });
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
