import type { Worksheet } from '@cj-tech-master/excelts';
import type { WorkbookContent } from './content.ts';
import { column, mark } from './layout.ts';
import { blue, border, navy, page, protect, white, yellow } from './look.ts';
import { sayIn, words } from './words.ts';

/** What this is, who fills it in, and what is still open. */
export async function coverSheet(
  sheet: Worksheet,
  { siteName, language, completeness, sections: wanted }: WorkbookContent,
): Promise<void> {
  const say = sayIn(language);
  sheet.properties.tabColor = navy;
  [2, 3, 26, 40, 12, 12, 12].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  sheet.getColumn(column.mark).hidden = true;
  const put = (row: number, at: number, value: string | number) => {
    sheet.getCell(row, column.mark).value ??= `${mark.text}7`;
    const cell = sheet.getCell(row, at);
    cell.value = value;
    return cell;
  };
  put(1, 3, `${siteName} · ${say(words.title)}`).font = { size: 18, bold: true, color: navy };
  sheet.mergeCells(3, 3, 3, 7);
  put(3, 3, say(words.lead)).alignment = { wrapText: true, vertical: 'top' };
  sheet.getRow(3).height = language === 'zh' ? 66 : 84;
  put(4, 3, say(words.secret)).font = { bold: true, color: { argb: 'FFB00020' } };
  put(6, 3, say(words.by));
  sheet.getCell(6, column.mark).value = mark.by;
  const name = sheet.getCell(6, 4);
  name.fill = yellow;
  name.border = border;
  name.protection = { locked: false };
  const head = [words.section, words.contact, words.answered, words.unknown, words.open];
  head.forEach((title, index) => {
    const cell = put(8, 3 + index, say(title));
    Object.assign(cell, { fill: blue, font: { bold: true, color: white }, border });
  });
  completeness.sections
    .filter(({ section }) => wanted.includes(section))
    .forEach(({ title, contacts, answered, unknown, open, conflicts }, index) => {
      const people = contacts.map((contact) => contact.name).join(', ') || say(words.nobody);
      [say(title), people, answered, unknown, open + conflicts].forEach((value, at) => {
        put(9 + index, 3 + at, value).border = border;
      });
    });
  page(sheet, language, 1);
  await protect(sheet);
}
