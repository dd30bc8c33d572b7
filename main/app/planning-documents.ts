import type { DocumentFormat, DocumentLanguage, PlanningDocuments } from '../contract/plan.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Document } from '../model/report/document.ts';
import { type PlanningDocumentId, type PlanningDocumentKind, planningDocuments } from '../report/planning-documents.ts';
import { documentContent, fileStem, languageSuffixes, mediaTypes } from './document-file.ts';
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
export async function writePlanningDocument(
  session: SiteSession,
  request: DocumentRequest,
  view = needPlan(session),
): Promise<WrittenDocument> {
  const { id, format, language } = request;
  if (!isKnown(id)) throw new FerrymanError('DOC_E0004', { document: id, documents: planningDocumentIds.join(', ') });
  const kind = planningDocuments[id];
  const formats = formatsOf(kind);
  if (!formats.includes(format))
    throw new FerrymanError('DOC_E0003', { document: id, format, formats: formats.join(', ') });
  const document = kind.write({ ...view, ferrymanVersion: session.version });
  return writtenDocument(session, document, id, { revision: view.revision, format, language });
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
    fileName: `${fileStem(document.subject)}-${name}-r${revision}${languageSuffixes[language]}.${format}`,
    mediaType: mediaTypes[format],
    content: await documentContent(document, how, session),
  };
}

function formatsOf({ isTabular }: PlanningDocumentKind): readonly DocumentFormat[] {
  return isTabular ? ['xlsx', 'docx', 'pdf', 'html'] : ['docx', 'pdf', 'html'];
}

function isKnown(id: string): id is PlanningDocumentId {
  return Object.hasOwn(planningDocuments, id);
}
