import type { Cell, Workbook } from '@cj-tech-master/excelts';
import { column, mark } from '../../main/requirements/workbook/layout.ts';

interface Place {
  readonly row: number;
  readonly column: string;
}

/** The cell a customer fills in: of a question, or of a table by row (from 0) and column. */
export function answerCellOf(book: Workbook, question: string, place?: Place): Cell {
  for (const sheet of book.worksheets) {
    for (let row = 1; row <= sheet.rowCount; row += 1) {
      const found = sheet.getCell(row, column.mark).value;
      if (place === undefined && found === mark.question + question) return sheet.getCell(row, column.answer);
      if (place === undefined || found !== mark.table + question) continue;
      for (let at = column.question; at <= sheet.columnCount; at += 1) {
        // below the ids stands the head, then the rows
        if (sheet.getCell(row, at).value === place.column) return sheet.getCell(row + 2 + place.row, at);
      }
    }
  }
  throw new Error(`the workbook does not ask ${question} ${place?.column ?? ''}`);
}
