import { basename } from 'node:path/posix';
import type { BlobSource, Evidence } from '../model/bundle/lock.ts';
import type { FileItem } from '../model/bundle/manifest.ts';
import { sha256Hex } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { RemoteFiles } from '../ports/remote-files.ts';
import { findChecksum } from './checksum-file.ts';
import { checkExecutable } from './local-file.ts';
import { systemReason } from './printable.ts';
import { isSourceFailure } from './source-failure.ts';
import type { UrlFileSpec } from './spec.ts';

export interface ResolvedFile {
  readonly item: FileItem;
  readonly evidence: readonly Evidence[];
  readonly sources: readonly BlobSource[];
}

/**
 * A file behind an address: its digest from the spec or from upstream's checksum file, its size and first bytes from the
 * first address that answers. BUNDLE_E0021 when upstream does not vouch for it; BUNDLE_E0019 when no address answers.
 */
export async function resolveUrl(spec: UrlFileSpec, files: RemoteFiles, signal?: AbortSignal): Promise<ResolvedFile> {
  const { id, kind, version, platform, url } = spec;
  const fileName = decodeURIComponent(basename(new URL(url).pathname));
  const evidence = await evidenceFor(spec, fileName, files, signal);
  const digest = evidence.sha256;
  const urls = [...new Set([url, ...spec.sources])];
  const { sizeBytes, head } = await peekFirst(urls, files, signal);
  if (kind === 'binary') checkExecutable(head, platform);
  return {
    item: { type: 'file', id, kind, version, platform, fileName, digest: `sha256:${digest}`, sizeBytes },
    evidence: evidence.found,
    sources: urls.map((each) => ({ type: 'url', url: each })),
  };
}

async function evidenceFor(
  { sha256, checksums }: UrlFileSpec,
  fileName: string,
  files: RemoteFiles,
  signal: AbortSignal | undefined,
): Promise<{ readonly sha256: string; readonly found: Evidence[] }> {
  const pinned: Evidence[] = sha256 === undefined ? [] : [{ type: 'pinned', digest: `sha256:${sha256}` }];
  if (checksums === undefined) return { sha256: sha256 ?? '', found: pinned };
  const text = await files.text(checksums, signal);
  const refuse = (detail: string) => new FerrymanError('BUNDLE_E0021', { url: checksums, file: fileName, detail });
  let told: ReturnType<typeof findChecksum>;
  try {
    told = findChecksum(text, fileName);
  } catch (error) {
    throw refuse(systemReason(error));
  }
  if (sha256 !== undefined && sha256 !== told.sha256) throw refuse(`it says ${told.sha256}, the spec says ${sha256}`);
  const line = told.line.slice(0, 300);
  const vouched = { type: 'checksum-file', url: checksums, digest: `sha256:${sha256Hex(text)}`, line } as const;
  return { sha256: told.sha256, found: [...pinned, vouched] };
}

async function peekFirst(urls: readonly string[], files: RemoteFiles, signal: AbortSignal | undefined) {
  const failures: FerrymanError[] = [];
  for (const url of urls) {
    try {
      return await files.peek(url, signal);
    } catch (error) {
      if (!isSourceFailure(error)) throw error;
      failures.push(error);
    }
  }
  const [only, ...more] = failures;
  if (only !== undefined && more.length === 0) throw only;
  throw new FerrymanError('BUNDLE_E0019', {
    what: urls[0] ?? '',
    failures: failures.map(({ message }) => message).join('; '),
  });
}
