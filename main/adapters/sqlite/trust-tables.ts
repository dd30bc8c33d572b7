import type Database from 'better-sqlite3';
import type { HostKeyStore } from '../../ports/host-key-store.ts';
import type { TrustedSigningKey } from '../../ports/site-store.ts';

/** The host keys this site trusts, kept with the site. */
export class HostKeyTable implements HostKeyStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  trusted(machine: string): { key: string; fingerprint: string } | undefined {
    return this.#database.prepare('SELECT key, fingerprint FROM host_key WHERE machine = ?').get(machine) as
      | { key: string; fingerprint: string }
      | undefined;
  }

  trust(machine: string, key: string, fingerprint: string, confirmedBy: string): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO host_key VALUES (?, ?, ?, ?, ?)')
      .run(machine, key, fingerprint, confirmedBy, new Date().toISOString());
  }

  forget(machine: string): void {
    this.#database.prepare('DELETE FROM host_key WHERE machine = ?').run(machine);
  }
}

export function trustSigningKey(database: Database.Database, key: TrustedSigningKey): void {
  database
    .prepare('INSERT OR REPLACE INTO signing_key VALUES (?, ?, ?, ?, ?)')
    .run(key.keyId, key.publicKey, key.name, key.trustedBy, new Date().toISOString());
}

export function trustedSigningKeys(database: Database.Database): TrustedSigningKey[] {
  return database
    .prepare(
      'SELECT key_id AS keyId, public_key AS publicKey, name, trusted_by AS trustedBy FROM signing_key ORDER BY key_id',
    )
    .all() as TrustedSigningKey[];
}
