import type { DocumentFormat, DocumentLanguage, PlanningDocuments } from '../contract/plan.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Document } from '../model/report/document.ts';
import { writeHtml } from '../report/html-writer.ts';
import { type PlanningDocumentId, type PlanningDocumentKind, planningDocuments } from '../report/planning-documents.ts';
import { needPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

export const planningDocumentIds = Object.keys(planningDocuments) as PlanningDocumentId[];

export interface DocumentRequest {
  readonly id: string;
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
}

export interface WrittenDocument {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export function listPlanningDocuments({ printer }: SiteSession): PlanningDocuments {
  return {
    documents: planningDocumentIds.map((id) => {
      const { title, purpose } = planningDocuments[id];
      return { id, title, purpose, formats: [...formatsOf(planningDocuments[id])] };
    }),
    canPrint: printer.find() !== undefined,
  };
}

/** The same plan and approval give the same bytes. DOC_E0004 for an unknown document, DOC_E0003 for a format it has not. */
export async function writePlanningDocument(session: SiteSession, request: DocumentRequest): Promise<WrittenDocument> {
  const { id, format, language } = request;
  if (!isKnown(id)) throw new FerrymanError('DOC_E0004', { document: id, documents: planningDocumentIds.join(', ') });
  const kind = planningDocuments[id];
  const formats = formatsOf(kind);
  if (!formats.includes(format))
    throw new FerrymanError('DOC_E0003', { document: id, format, formats: formats.join(', ') });
  const { plan, hash, revision, createdAt, approval } = needPlan(session);
  const document = kind.write({ plan, hash, revision, createdAt, approval, ferrymanVersion: session.version });
  return writtenDocument(session, document, id, { revision, format, language });
}

/** A document of the saved plan as a file named after site, document, revision and language. */
export async function writtenDocument(
  session: SiteSession,
  document: Document,
  id: string,
  how: Pick<DocumentRequest, 'format' | 'language'> & { readonly revision: number },
): Promise<WrittenDocument> {
  const { revision, format, language } = how;
  const name = language === 'en' ? id : document.title.zh;
  return {
    fileName: `${fileStem(document.subject)}-${name}-r${revision}${suffixes[language]}.${format}`,
    mediaType: mediaTypes[format],
    content: await contentOf(document, how, session),
  };
}

/** The office writers are large and rarely wanted, so they are loaded when they are. */
async function contentOf(
  document: Document,
  { format, language }: Pick<DocumentRequest, 'format' | 'language'>,
  session: SiteSession,
): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return new TextEncoder().encode(writeHtml(document, language));
    case 'pdf':
      return session.printer.print(writeHtml(document, language), document.generatedAt, session.signal);
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

const mediaTypes: Readonly<Record<DocumentFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html;charset=utf-8',
  pdf: 'application/pdf',
};
const suffixes: Readonly<Record<DocumentLanguage, string>> = { zh: '', en: '.en', both: '.zh-en' };

function formatsOf({ isTabular }: PlanningDocumentKind): readonly DocumentFormat[] {
  return isTabular ? ['xlsx', 'docx', 'pdf', 'html'] : ['docx', 'pdf', 'html'];
}

function isKnown(id: string): id is PlanningDocumentId {
  return Object.hasOwn(planningDocuments, id);
}

/** A name every file system takes. */
function fileStem(siteName: string): string {
  const safe = [...siteName.replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')].slice(0, 60).join('');
  return safe.replace(/[. ]+$/, '') || 'site';
}
