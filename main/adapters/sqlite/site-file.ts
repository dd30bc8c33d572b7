import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { CheckResult } from '../../model/checks/check-kind.ts';
import { type ErrorRecord, FerrymanError, toErrorRecord } from '../../model/errors/ferryman-error.ts';
import type { FoundEntry, JournalEntry, JournalEvent } from '../../model/operation/journal.ts';
import { OperationPlan, operationPlanHash } from '../../model/operation/operation-plan.ts';
import type {
  DocumentKind,
  DocumentRevision,
  OperationRecord,
  SiteStore,
  SiteStoreOpener,
  TrustedSigningKey,
} from '../../ports/site-store.ts';
import { documentByHash, documentOfRevision, latestDocument, saveDocument } from './document-table.ts';
import { releaseHold, takeHold } from './holder.ts';
import { JournalTable } from './journal-table.ts';
import { LogTable } from './log-table.ts';
import { createDatabase, migrate, openDatabase, reopenedReadOnly } from './open-database.ts';
import { HostKeyTable, trustedSigningKeys, trustSigningKey } from './trust-tables.ts';

/** Opens and creates `<name>.ferry`: one SQLite file at every moment between commits. */
export const siteFiles: SiteStoreOpener = {
  create(path, { isPractice }) {
    const database = createDatabase(path);
    database
      .prepare('INSERT INTO site (id, is_practice, created_at) VALUES (?, ?, ?)')
      .run(randomUUID(), isPractice ? 1 : 0, new Date().toISOString());
    takeHold(database, path);
    return new SiteFile(path, database, undefined);
  },
  open(path, { readOnly = false } = {}) {
    const { database, readOnlyReason, format } = openDatabase(path, readOnly);
    if (readOnlyReason !== undefined) return new SiteFile(path, database, readOnlyReason);
    const held = takeHold(database, path);
    if (held !== undefined) return new SiteFile(path, reopenedReadOnly(database, path), held);
    migrate(database, path, format);
    return new SiteFile(path, database, undefined);
  },
};

class SiteFile implements SiteStore {
  readonly path: string;
  readonly readOnlyReason: ErrorRecord | undefined;
  readonly siteId: string;
  readonly isPractice: boolean;
  readonly hostKeys: HostKeyTable;
  readonly #database: Database.Database;
  readonly #journal: JournalTable;
  readonly #log: LogTable;
  readonly #readOnly: FerrymanError | undefined;
  /** Megabytes each at a large site, asked for at every look, and frozen: read once. */
  readonly #operations = new Map<string, OperationRecord>();

  constructor(path: string, database: Database.Database, readOnly: FerrymanError | undefined) {
    const site = database.prepare('SELECT id, is_practice FROM site').get() as
      | { id: string; is_practice: number }
      | undefined;
    if (site === undefined) {
      database.close();
      throw new FerrymanError('SITE_E0002', { path, detail: 'its creation was cut off' });
    }
    this.path = path;
    this.#readOnly = readOnly;
    this.readOnlyReason = readOnly === undefined ? undefined : toErrorRecord(readOnly);
    this.siteId = site.id;
    this.isPractice = site.is_practice === 1;
    this.hostKeys = new HostKeyTable(database);
    this.#database = database;
    this.#journal = new JournalTable(database);
    this.#log = new LogTable(database);
  }

  async append(operationId: string, event: JournalEvent): Promise<JournalEntry> {
    this.#mustWrite();
    return this.#journal.append(operationId, event);
  }

  entriesAfter(seq: number, operationId?: string): JournalEntry[] {
    return this.#journal.entriesAfter(seq, operationId);
  }

  foundEntries(): Iterable<FoundEntry> {
    return this.#journal.foundEntries();
  }

  subscribe(listener: (entries: readonly JournalEntry[]) => void): () => void {
    return this.#journal.subscribe(listener);
  }

  appendLog(operationId: string, stepId: string, text: string): void {
    this.#log.appendLog(operationId, stepId, text);
  }

  readLog(operationId: string, stepId: string, offset?: number): { text: string; nextOffset: number } {
    return this.#log.readLog(operationId, stepId, offset);
  }

  saveDocument(kind: DocumentKind, content: unknown): DocumentRevision {
    this.#mustWrite();
    return this.#database.transaction(() => saveDocument(this.#database, kind, content)).immediate();
  }

  latestDocument(kind: DocumentKind): DocumentRevision | undefined {
    return latestDocument(this.#database, kind);
  }

  documentOfRevision(kind: DocumentKind, revision: number): DocumentRevision | undefined {
    return documentOfRevision(this.#database, kind, revision);
  }

  documentByHash(kind: DocumentKind, hash: string): DocumentRevision | undefined {
    return documentByHash(this.#database, kind, hash);
  }

  createOperation(id: string, plan: OperationPlan): OperationRecord {
    this.#mustWrite();
    const record = { id, planHash: operationPlanHash(plan), plan, createdAt: new Date().toISOString() };
    this.#database
      .prepare('INSERT INTO operation VALUES (?, ?, ?, ?)')
      .run(id, record.planHash, JSON.stringify(plan), record.createdAt);
    this.#operations.set(id, record);
    return record;
  }

  operations(): OperationRecord[] {
    const ids = this.#database.prepare('SELECT id FROM operation ORDER BY created_at DESC, rowid DESC').pluck().all();
    return (ids as string[]).map((id) => this.#operations.get(id) ?? this.#readOperation(id));
  }

  #readOperation(id: string): OperationRecord {
    const row = this.#database.prepare('SELECT * FROM operation WHERE id = ?').get(id);
    const { plan_hash, plan, created_at } = row as Record<'plan_hash' | 'plan' | 'created_at', string>;
    const record = { id, planHash: plan_hash, plan: OperationPlan.parse(JSON.parse(plan)), createdAt: created_at };
    this.#operations.set(id, record);
    return record;
  }

  saveChecks(stage: CheckResult['stage'], results: readonly CheckResult[]): void {
    this.#mustWrite();
    const insert = this.#database.prepare('INSERT INTO check_result VALUES (?, ?, ?)');
    this.#database
      .transaction(() => {
        this.#database.prepare('DELETE FROM check_result WHERE stage = ?').run(stage);
        for (const [position, result] of results.entries()) insert.run(stage, position, JSON.stringify(result));
      })
      .immediate();
  }

  checks(stage: CheckResult['stage']): CheckResult[] {
    const rows = this.#database
      .prepare('SELECT content FROM check_result WHERE stage = ? ORDER BY position')
      .all(stage);
    return rows.map((row) => CheckResult.parse(JSON.parse((row as { content: string }).content)));
  }

  trustSigningKey(key: TrustedSigningKey): void {
    this.#mustWrite();
    trustSigningKey(this.#database, key);
  }

  signingKeys(): TrustedSigningKey[] {
    return trustedSigningKeys(this.#database);
  }

  nextFence(highestSeen: number): number {
    this.#mustWrite();
    const row = this.#database
      .prepare('UPDATE site SET fence = max(fence, ?) + 1 RETURNING fence')
      .get(highestSeen) as { fence: number };
    return row.fence;
  }

  sealedSecrets(): Uint8Array | undefined {
    const row = this.#database.prepare('SELECT content FROM sealed_secrets').get() as { content: Buffer } | undefined;
    return row?.content;
  }

  saveSealedSecrets(content: Uint8Array): void {
    this.#mustWrite();
    this.#database.prepare('INSERT OR REPLACE INTO sealed_secrets VALUES (1, ?)').run(Buffer.from(content));
  }

  close(): void {
    this.#journal.flush();
    this.#log.flush();
    if (this.readOnlyReason === undefined) releaseHold(this.#database);
    this.#database.close();
  }

  #mustWrite(): void {
    if (this.#readOnly !== undefined) throw this.#readOnly;
  }
}
