/** 'FERY': marks a SQLite file as a site file. */
export const applicationId = 0x46455259;

/** One entry a format version, applied in order, each in one transaction; what was released is never changed. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE site (id TEXT NOT NULL, is_practice INTEGER NOT NULL, created_at TEXT NOT NULL, fence INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE holder (only INTEGER PRIMARY KEY CHECK (only = 1), path TEXT, person TEXT, host TEXT, pid INTEGER, process_start TEXT, since TEXT);
  CREATE TABLE document (
    kind TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL, created_at TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (kind, revision));
  CREATE INDEX document_hash ON document (kind, hash);
  CREATE TABLE operation (id TEXT PRIMARY KEY, plan_hash TEXT NOT NULL, plan TEXT NOT NULL, created_at TEXT NOT NULL);
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, operation_id TEXT NOT NULL, event TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
  CREATE INDEX journal_operation ON journal (operation_id, seq);
  CREATE TABLE log (operation_id TEXT NOT NULL, step_id TEXT NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (operation_id, step_id, start));
  CREATE TABLE check_result (stage TEXT NOT NULL, position INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (stage, position));
  CREATE TABLE host_key (machine TEXT PRIMARY KEY, key TEXT NOT NULL, fingerprint TEXT NOT NULL, confirmed_by TEXT NOT NULL, at TEXT NOT NULL);
  CREATE TABLE signing_key (key_id TEXT PRIMARY KEY, public_key TEXT NOT NULL, name TEXT NOT NULL, trusted_by TEXT NOT NULL, at TEXT NOT NULL);
  CREATE TABLE sealed_secrets (only INTEGER PRIMARY KEY CHECK (only = 1), content BLOB NOT NULL);
  `,
];
