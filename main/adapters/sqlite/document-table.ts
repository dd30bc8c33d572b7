import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { canonicalBytes } from '../../model/canonical-json.ts';
import type { DocumentKind, DocumentRevision } from '../../ports/site-store.ts';

/** Keeps a new revision; the same content as the newest one stays that revision. */
export function saveDocument(database: Database.Database, kind: DocumentKind, content: unknown): DocumentRevision {
  const json = canonicalBytes(content);
  // the same digest as the model's, natively
  const hash = createHash('sha256').update(json).digest('hex');
  // its content stays where it is: a report's is megabytes
  const latest = database
    .prepare(
      'SELECT revision, hash, created_at AS createdAt FROM document WHERE kind = ? ORDER BY revision DESC LIMIT 1',
    )
    .get(kind) as Pick<DocumentRevision, 'revision' | 'hash' | 'createdAt'> | undefined;
  if (latest?.hash === hash) return { kind, ...latest, content };
  const revision = (latest?.revision ?? 0) + 1;
  const createdAt = new Date().toISOString();
  database
    .prepare('INSERT INTO document VALUES (?, ?, ?, ?, CAST(? AS TEXT))')
    .run(kind, revision, hash, createdAt, json);
  return { kind, revision, hash, createdAt, content };
}

export function latestDocument(database: Database.Database, kind: DocumentKind): DocumentRevision | undefined {
  return toRevision(database.prepare('SELECT * FROM document WHERE kind = ? ORDER BY revision DESC LIMIT 1').get(kind));
}

export function documentOfRevision(
  database: Database.Database,
  kind: DocumentKind,
  revision: number,
): DocumentRevision | undefined {
  return toRevision(database.prepare('SELECT * FROM document WHERE kind = ? AND revision = ?').get(kind, revision));
}

export function documentByHash(
  database: Database.Database,
  kind: DocumentKind,
  hash: string,
): DocumentRevision | undefined {
  return toRevision(database.prepare('SELECT * FROM document WHERE kind = ? AND hash = ?').get(kind, hash));
}

function toRevision(row: unknown): DocumentRevision | undefined {
  if (row === undefined) return undefined;
  const { kind, revision, hash, created_at, content } = row as Record<string, string>;
  return {
    kind: kind as DocumentKind,
    revision: Number(revision),
    hash: hash ?? '',
    createdAt: created_at ?? '',
    content: JSON.parse(content ?? 'null'),
  };
}
