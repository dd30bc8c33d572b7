import type { Document } from '../model/report/document.ts';
import { burnList } from './media/burn-list.ts';
import { checksumSheet } from './media/checksum-sheet.ts';
import { custodyForm } from './media/custody-form.ts';
import type { MediaInput } from './media/media-document.ts';
import { scanRecord } from './media/scan-record.ts';

export type { MediaInput } from './media/media-document.ts';

/** Papers that go with the media, by the id their files are named after. */
export const mediaDocuments = {
  'checksum-sheet': checksumSheet,
  'burn-list': burnList,
  'custody-form': custodyForm,
  'scan-record': scanRecord,
} as const satisfies Readonly<Record<string, (input: MediaInput) => Document>>;

export type MediaDocumentId = keyof typeof mediaDocuments;
