import type { Json } from '../../model/canonical-json.ts';
import type { Completeness } from '../../model/intake/answers.ts';
import type { Section } from '../../model/site/section.ts';
import type { Language } from '../../model/text.ts';

/** What goes into a workbook. */
export interface WorkbookContent {
  readonly siteId: string;
  readonly siteName: string;
  readonly createdAt: string;
  readonly byQuestion: Readonly<Record<string, Json>>;
  readonly unknown: Readonly<Record<string, { readonly note: string }>>;
  readonly completeness: Completeness;
  readonly sections: readonly Section[];
  readonly language: Language;
}
