import type { Worksheet } from '@cj-tech-master/excelts';
import type { Field } from '../../model/intake/question.ts';
import type { Language } from '../../model/text.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { border, yellow } from './look.ts';
import { words } from './words.ts';

interface CellOptions {
  readonly note?: string;
  readonly lists: ChoiceLists;
  readonly language: Language;
}

/** A cell somebody fills in, with its drop-down and note. */
export function answerCell(
  sheet: Worksheet,
  row: number,
  at: number,
  field: Field,
  written: string,
  { note, lists, language }: CellOptions,
): void {
  const cell = sheet.getCell(row, at);
  const isNumber =
    (field.kind === 'number' || field.kind === 'percent') &&
    /^-?\d+(\.\d+)?$/.test(written) &&
    String(Number(written)) === written;
  Object.assign(cell, {
    value: written === '' ? null : isNumber ? Number(written) : written,
    fill: yellow,
    border,
    // plain text, so that 1.30, 3-1 and 0012 stay what was typed
    numFmt: field.kind === 'number' || field.kind === 'percent' ? 'General' : '@',
    alignment: { wrapText: true, vertical: 'top', horizontal: 'left' },
    protection: { locked: false },
  });
  if (note !== undefined) cell.note = note;
  const choices =
    field.kind === 'yes-no'
      ? language === 'zh'
        ? ['是', '否']
        : ['yes', 'no']
      : (field.choices ?? []).map(({ title }) => title[language]);
  if (choices.length === 0 || (field.kind === 'list' && field.of === 'choice')) return;
  // where another answer than the words is possible, the list only offers them
  const isClosed = field.kind === 'choice' || field.kind === 'yes-no';
  cell.dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [lists.range(choices)],
    showErrorMessage: isClosed,
    errorStyle: 'stop',
    errorTitle: 'Ferryman 摆渡',
    error: words.choose[language],
  };
}
