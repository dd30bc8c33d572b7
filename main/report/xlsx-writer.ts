import { Workbook } from '@cj-tech-master/excelts';
import { Document } from '../model/report/document.ts';
import { stripRemoteText } from '../model/strip-remote-text.ts';
import { text } from '../model/text.ts';
import { plainWords, type ReportLanguage } from './html/content.ts';
import { sheetName, sheetPlans } from './xlsx/sheet-plan.ts';
import { SheetWriter } from './xlsx/sheet-writer.ts';

const a4 = 9;
const practiceMark = '演练 PRACTICE';

/** A workbook, one sheet a chapter, made to be printed on A4: heads repeat, columns fit the page, every page says which plan it is. */
export async function writeXlsx(document: Document, language: ReportLanguage): Promise<Uint8Array> {
  const { title, subject, blocks, generatedAt, ferrymanVersion, letterhead, dataHash, isPractice } =
    Document.parse(document);
  const name = plainWords(title, language);
  const workbook = new Workbook();
  const made = new Date(generatedAt);
  Object.assign(workbook, {
    creator: `Ferryman ${ferrymanVersion}`,
    lastModifiedBy: 'Ferryman',
    created: made,
    modified: made,
    title: name,
    subject,
  });
  const state = letterhead?.isDraft
    ? plainWords(text('草稿，未批准', 'DRAFT, not approved'), language === 'both' ? 'zh' : language)
    : '';
  const version = letterhead === undefined ? '' : `r${letterhead.revision}`;
  const mark = [isPractice ? practiceMark : '', state].filter(Boolean).join(' ');
  const header = `&L&8 ${foot([letterhead?.customer ?? ''], 30)}&C&8&B ${foot([name, mark], 60)}&R&8 ${foot([letterhead?.vendor ?? ''], 30)}`;
  const page = language === 'en' ? 'Page &P of &N' : '第 &P 页，共 &N 页';
  const footer = `&L&8 ${foot([subject, version], 50)}&C&8 SHA-256 ${dataHash.slice(0, 32)}&R&8 ${page}`;
  const taken = new Set<string>();
  for (const sheetPlan of sheetPlans(blocks)) {
    const sheet = workbook.addWorksheet(
      sheetName(plainWords(sheetPlan.title, language === 'both' ? 'zh' : language), taken),
      {
        pageSetup: {
          paperSize: a4,
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          margins: { left: 0.4, right: 0.4, top: 0.7, bottom: 0.6, header: 0.3, footer: 0.3 },
        },
        headerFooter: { oddHeader: header, oddFooter: footer },
      },
    );
    const writer = new SheetWriter(sheet, language, sheetPlan.blocks);
    const isCover = sheetPlan.title.en === 'Cover';
    writer.title(
      isCover ? title : sheetPlan.title,
      [subject, letterhead?.customer ?? '', version, mark].filter(Boolean).join(' · '),
    );
    for (const block of sheetPlan.blocks) writer.write(block);
    const { headRow } = writer;
    if (headRow !== undefined) {
      sheet.pageSetup.printTitlesRow = `${headRow}:${headRow}`;
      if (headRow <= 8) sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: headRow }];
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** `&` begins a code in a page's head and foot; both are bounded, or Excel calls the file damaged. */
function foot(parts: readonly string[], most: number): string {
  return [...stripRemoteText(parts.filter(Boolean).join(' · '))].slice(0, most).join('').replaceAll('&', '&&');
}
