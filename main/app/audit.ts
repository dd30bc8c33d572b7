import { isSignedBy } from '../bundle/ed25519.ts';
import type { AuditView } from '../contract/audit.contract.ts';
import { spokenFingerprint } from '../model/bundle/fingerprint.ts';
import { keyIdOf } from '../model/bundle/signing-key.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { checkpointMessage, type SignedCheckpoint } from '../model/operation/checkpoint.ts';
import { brokenRecord, type FoundEntry, JournalEvent } from '../model/operation/journal.ts';
import { DeliveryReport } from '../model/report/delivery-report.ts';
import { text } from '../model/text.ts';
import type { CheckpointSigner } from '../ports/checkpoint-signer.ts';
import type { SiteStore } from '../ports/site-store.ts';
import { type SiteSession, siteJournal } from './site-session.ts';

/** All that the audit reads of a report: the rest of it is megabytes at a large site. */
const Kept = DeliveryReport.pick({ audit: true });

interface FoundCheckpoint extends SignedCheckpoint {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
}

/** Where the record ends, whether it holds, and the last signature that vouches for it. */
export interface Audit {
  readonly entries: number;
  readonly headHash: string;
  readonly checkpoint: FoundCheckpoint | undefined;
  /** AUDIT_E0001 an entry was altered · E0002 a checkpoint does not fit · E0003 a report names an entry that is gone. */
  readonly fault: FerrymanError | undefined;
}

/** Walks the whole record from the first entry: links, hashes, the signatures in it, and what the newest report said of it. */
export function auditSite({ store }: Pick<SiteSession, 'store'>): Audit {
  const hashes: string[] = [];
  const checkpoints: FoundCheckpoint[] = [];
  for (const entry of store.foundEntries()) {
    hashes.push(entry.hash);
    checkpoints.push(...checkpointIn(entry));
  }
  return {
    entries: hashes.length,
    headHash: hashes.at(-1) ?? '',
    checkpoint: checkpoints.at(-1),
    fault: brokenChain(store) ?? wrongCheckpoint(store.siteId, hashes, checkpoints) ?? forgottenReport(store, hashes),
  };
}

export function auditView(session: SiteSession): AuditView {
  const { entries, headHash, checkpoint, fault } = auditSite(session);
  return {
    entries,
    headHash,
    ...(fault === undefined ? {} : { fault: toErrorRecord(fault) }),
    ...(checkpoint === undefined ? {} : { checkpoint: view(session.store, checkpoint) }),
  };
}

/** Signs what the record holds now. Refused with the fault when it does not hold, AUDIT_E0004 when it is empty. */
export async function signCheckpoint(session: SiteSession, { publicKey, sign }: CheckpointSigner): Promise<AuditView> {
  const { store, operator } = session;
  const { entries, headHash, fault } = auditSite(session);
  if (fault !== undefined) throw fault;
  if (entries === 0) throw new FerrymanError('AUDIT_E0004');
  const signer = { name: publicKey.name, use: publicKey.use, publicKey: publicKey.publicKey };
  const unsigned = { siteId: store.siteId, entries, headHash, signer };
  const signature = Buffer.from(sign(checkpointMessage(unsigned))).toString('base64');
  const checkpoint = { ...unsigned, signature };
  await store.append(siteJournal, { type: 'checkpoint-signed', by: operator, checkpoint });
  return auditView(session);
}

function checkpointIn({ seq, at, event }: FoundEntry): FoundCheckpoint[] {
  if ((event as { readonly type?: unknown } | null)?.type !== 'checkpoint-signed') return [];
  const parsed = JournalEvent.safeParse(event);
  if (!parsed.success || parsed.data.type !== 'checkpoint-signed') return [];
  return [{ ...parsed.data.checkpoint, seq, at, by: parsed.data.by }];
}

function brokenChain(store: SiteStore): FerrymanError | undefined {
  const seq = brokenRecord(store.foundEntries());
  return seq === undefined ? undefined : new FerrymanError('AUDIT_E0001', { seq });
}

function wrongCheckpoint(
  siteId: string,
  hashes: readonly string[],
  checkpoints: readonly FoundCheckpoint[],
): FerrymanError | undefined {
  for (const checkpoint of checkpoints) {
    const { seq, signer, signature, entries, headHash } = checkpoint;
    const isGenuine = isSignedBy(
      Buffer.from(signer.publicKey, 'base64'),
      checkpointMessage(checkpoint),
      Buffer.from(signature, 'base64'),
    );
    const wrong = (detail: ReturnType<typeof text>) =>
      new FerrymanError('AUDIT_E0002', { seq, signer: signer.name, detail });
    if (!isGenuine) return wrong(text('签名无效', 'the signature is not valid'));
    if (checkpoint.siteId !== siteId) return wrong(text('它属于另一个站点', 'it belongs to another site'));
    if (entries >= seq || hashes[entries - 1] !== headHash)
      return wrong(text(`第 ${entries} 条已不是签名时的内容`, `entry ${entries} is not what was signed`));
  }
  return undefined;
}

/** A record cut off at its end still links up; the newest report kept beside it remembers how far it went. */
function forgottenReport(store: SiteStore, hashes: readonly string[]): FerrymanError | undefined {
  const document = store.latestDocument('report');
  const report = Kept.safeParse(document?.content);
  if (document === undefined || !report.success) return undefined;
  const { entries, headHash } = report.data.audit;
  if (entries === 0 || hashes[entries - 1] === headHash) return undefined;
  return new FerrymanError('AUDIT_E0003', { revision: document.revision, entries });
}

function view(store: SiteStore, { entries, headHash, at, by, signer }: FoundCheckpoint): AuditView['checkpoint'] {
  const identity = { ...signer, algorithm: 'ed25519' as const };
  const keyId = keyIdOf(identity);
  const isKnownKey = store.signingKeys().some((key) => key.keyId === keyId && key.publicKey === signer.publicKey);
  return {
    entries,
    headHash,
    at,
    by,
    signer: signer.name,
    keyId,
    spoken: spokenFingerprint(identity).spoken,
    isKnownKey,
  };
}
