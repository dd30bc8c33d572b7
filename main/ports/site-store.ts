import type { CheckResult } from '../model/checks/check-kind.ts';
import type { ErrorRecord } from '../model/errors/ferryman-error.ts';
import type { FoundEntry, JournalEntry, JournalEvent } from '../model/operation/journal.ts';
import type { OperationPlan } from '../model/operation/operation-plan.ts';
import type { HostKeyStore } from './host-key-store.ts';

/** What a site keeps in revisions: saved whole, named by hash, never changed afterwards. */
export type DocumentKind = 'requirements' | 'intake' | 'facts' | 'site-plan' | 'bundle' | 'as-built' | 'report';

export interface DocumentRevision {
  readonly kind: DocumentKind;
  /** Counts from 1 for each kind. */
  readonly revision: number;
  readonly hash: string;
  readonly createdAt: string;
  readonly content: unknown;
}

export interface OperationRecord {
  readonly id: string;
  readonly planHash: string;
  readonly plan: OperationPlan;
  readonly createdAt: string;
}

export interface TrustedSigningKey {
  readonly keyId: string;
  readonly publicKey: string;
  readonly name: string;
  readonly trustedBy: string;
}

export interface JournalStore {
  /** Resolves when the entries are on disk. Entries asked for in the same turn are committed together, in order. */
  append(operationId: string, event: JournalEvent): Promise<JournalEntry>;
  /** Entries with a greater sequence number, oldest first; of one operation or all. */
  entriesAfter(seq: number, operationId?: string): JournalEntry[];
  /** Called after each commit; answers how to end it. */
  subscribe(listener: (entries: readonly JournalEntry[]) => void): () => void;
}

export interface LogStore {
  /** Not durable at once, never part of the truth: text to look at. */
  appendLog(operationId: string, stepId: string, text: string): void;
  readLog(operationId: string, stepId: string, offset?: number): { readonly text: string; readonly nextOffset: number };
}

/**
 * One site's whole life, one file. Methods throw SITE_E0004 or SITE_E0003 on a write when it was opened to read only.
 */
export interface SiteStore extends JournalStore, LogStore {
  readonly path: string;
  /** Why nothing can be written here; undefined = it can. */
  readonly readOnlyReason: ErrorRecord | undefined;
  readonly siteId: string;
  readonly isPractice: boolean;
  saveDocument(kind: DocumentKind, content: unknown): DocumentRevision;
  latestDocument(kind: DocumentKind): DocumentRevision | undefined;
  documentOfRevision(kind: DocumentKind, revision: number): DocumentRevision | undefined;
  documentByHash(kind: DocumentKind, hash: string): DocumentRevision | undefined;
  createOperation(id: string, plan: OperationPlan): OperationRecord;
  /** Newest first. */
  operations(): OperationRecord[];
  /**
   * The whole journal as it lies in the file, unchecked, oldest first: for whoever wants to know whether it still holds.
   * Read as it is walked, so that a large site's is never in memory whole.
   */
  foundEntries(): Iterable<FoundEntry>;
  saveChecks(stage: CheckResult['stage'], results: readonly CheckResult[]): void;
  checks(stage: CheckResult['stage']): CheckResult[];
  readonly hostKeys: HostKeyStore;
  trustSigningKey(key: TrustedSigningKey): void;
  signingKeys(): TrustedSigningKey[];
  /** Raises the fencing number, durably, above what it was and above `highestSeen`; answers it. */
  nextFence(highestSeen: number): number;
  /** Opaque, already encrypted bytes (the passphrase-locked secrets); undefined when nothing was kept. */
  sealedSecrets(): Uint8Array | undefined;
  saveSealedSecrets(content: Uint8Array): void;
  close(): void;
}

export interface SiteStoreOpener {
  /** Fails with SITE_E0005 when the file exists. */
  create(path: string, options: { readonly isPractice: boolean }): SiteStore;
  /** Fails with SITE_E0001, SITE_E0002, SITE_E0006; a held, newer or write-protected file opens to read only. */
  open(path: string, options?: { readonly readOnly?: boolean }): SiteStore;
}
