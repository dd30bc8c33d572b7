import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { carriedBundle } from '../bundle/carried-media.ts';
import type { VerifyOptions } from '../bundle/verify.ts';
import type { DocumentFormat, DocumentLanguage } from '../contract/plan.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Printer } from '../ports/printer.ts';
import { type MediaDocumentId, mediaDocuments } from '../report/media-documents.ts';
import { documentContent, fileStem, languageSuffixes } from './document-file.ts';

export const mediaDocumentIds = Object.keys(mediaDocuments) as MediaDocumentId[];
export const mediaFormats = ['docx', 'pdf', 'html'] as const satisfies readonly DocumentFormat[];

export interface PapersRequest extends VerifyOptions {
  /** A folder with all volumes, or a bundle's directory. */
  readonly source: string;
  readonly outputDirectory: string;
  readonly formats: readonly (typeof mediaFormats)[number][];
  readonly language: DocumentLanguage;
  readonly generatedAt: string;
  readonly ferrymanVersion: string;
  readonly printer: Printer;
  readonly signal: AbortSignal;
}

export interface WrittenPaper {
  readonly id: MediaDocumentId;
  readonly format: DocumentFormat;
  readonly path: string;
}

/** Writes the papers that go with the media. Refusals as `carriedBundle`; DOC_E0001 without a browser for PDF; BUNDLE_E0013. */
export async function writeMediaPapers(request: PapersRequest): Promise<WrittenPaper[]> {
  const { source, outputDirectory, formats, language, generatedAt, ferrymanVersion } = request;
  const carried = await carriedBundle(source, request);
  const written: WrittenPaper[] = [];
  for (const id of mediaDocumentIds) {
    const document = mediaDocuments[id]({ carried, generatedAt, ferrymanVersion });
    const name = language === 'en' ? id : document.title.zh;
    for (const format of formats) {
      request.signal.throwIfAborted();
      const fileName = `${fileStem(document.subject)}-${name}${languageSuffixes[language]}.${format}`;
      const path = join(outputDirectory, fileName);
      await put(outputDirectory, path, await documentContent(document, { format, language }, request));
      written.push({ id, format, path });
    }
  }
  return written;
}

async function put(folder: string, path: string, content: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.partial`, content, { flush: true });
    await rename(`${path}.partial`, path);
  } catch (cause) {
    throw new FerrymanError('BUNDLE_E0013', { path, detail: String(cause).slice(0, 300) }, { cause });
  }
}
