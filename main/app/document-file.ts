import type { DocumentFormat, DocumentLanguage } from '../contract/plan.contract.ts';
import type { Document } from '../model/report/document.ts';
import type { Printer } from '../ports/printer.ts';
import { writeHtml } from '../report/html-writer.ts';

export interface DocumentForm {
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
}

/** The office writers are large and rarely wanted, so they are loaded when they are. */
export async function documentContent(
  document: Document,
  { format, language }: DocumentForm,
  { printer, signal }: { readonly printer: Printer; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return new TextEncoder().encode(writeHtml(document, language));
    case 'pdf':
      return printer.print(writeHtml(document, language), document.generatedAt, signal);
    case 'docx': {
      const { writeDocx } = await import('../report/docx-writer.ts');
      return writeDocx(document, language);
    }
    case 'xlsx': {
      const { writeXlsx } = await import('../report/xlsx-writer.ts');
      return writeXlsx(document, language);
    }
  }
}

export const mediaTypes: Readonly<Record<DocumentFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html;charset=utf-8',
  pdf: 'application/pdf',
};
export const languageSuffixes: Readonly<Record<DocumentLanguage, string>> = { zh: '', en: '.en', both: '.zh-en' };

/** A name every file system takes. */
export function fileStem(siteName: string): string {
  const safe = [...siteName.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')].slice(0, 60).join('');
  return safe.replace(/[. ]+$/, '') || 'site';
}
