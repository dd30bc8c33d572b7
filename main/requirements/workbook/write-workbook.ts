import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { baseOf } from '../questionnaire/merge.ts';
import { questionsIn } from '../questionnaire/questionnaire.ts';
import { ChoiceLists } from './choice-lists.ts';
import type { WorkbookContent } from './content.ts';
import { coverSheet } from './cover-sheet.ts';
import { longestCell, metaSheet, workbookFormat } from './layout.ts';
import { sectionSheet } from './section-sheet.ts';
import { words } from './words.ts';

/** The questionnaire as a workbook: one sheet a section, what is known filled in. Same content, same bytes. */
export async function writeWorkbook(content: WorkbookContent): Promise<Uint8Array> {
  const book = new Workbook();
  book.creator = 'Ferryman 摆渡';
  book.created = new Date(content.createdAt);
  book.modified = new Date(content.createdAt);
  await coverSheet(book.addWorksheet(words.readMe[content.language]), content);
  const lists = new ChoiceLists();
  for (const section of content.sections) await sectionSheet(book, section, content, lists);
  lists.write(book);
  metaOf(book.addWorksheet(metaSheet, { state: 'veryHidden' }), content);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function metaOf(
  sheet: Worksheet,
  { siteId, createdAt, language, byQuestion, sections: wanted }: WorkbookContent,
): void {
  const asked = new Set(wanted.flatMap((section) => questionsIn(section).map(({ id }) => id)));
  const base = JSON.stringify(baseOf(Object.fromEntries(Object.entries(byQuestion).filter(([id]) => asked.has(id)))));
  const parts = Array.from({ length: Math.ceil(base.length / longestCell) }, (_, index) =>
    base.slice(index * longestCell, (index + 1) * longestCell),
  );
  [workbookFormat, siteId, createdAt, language, ...parts].forEach((value, index) => {
    sheet.getCell(index + 1, 1).value = value;
  });
}
