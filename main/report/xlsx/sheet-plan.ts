import type { z } from 'zod';
import type { Block } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';

export type ParsedBlock = z.output<typeof Block>;

/** The blocks of one worksheet; at most one of them is a table, so that its head can be repeated and its columns fit. */
export interface SheetPlan {
  readonly title: Text;
  readonly blocks: ParsedBlock[];
}

/** A chapter is a sheet; a second table begins another one, under the heading above it. */
export function sheetPlans(blocks: readonly ParsedBlock[]): SheetPlan[] {
  const sheets: SheetPlan[] = [{ title: text('封面', 'Cover'), blocks: [] }];
  let heading: Text | undefined;
  for (const block of blocks) {
    const current = sheets.at(-1);
    if (block.type === 'page-break' || block.type === 'contents') continue;
    if (block.type === 'heading') {
      heading = block.text;
      if (block.level === 2) sheets.push({ title: block.text, blocks: [] });
      else if (!hasTable(current)) current?.blocks.push(block);
      continue;
    }
    if (block.type === 'table' && hasTable(current))
      sheets.push({ title: heading ?? text('表', 'Table'), blocks: [block] });
    else current?.blocks.push(block);
  }
  return sheets.filter(({ blocks: own }) => own.length > 0);
}

function hasTable(sheet: SheetPlan | undefined): boolean {
  return sheet?.blocks.some(({ type }) => type === 'table') === true;
}

/** What Excel allows: 31 characters, none of the seven signs, no name twice. */
export function sheetName(title: string, taken: Set<string>): string {
  const base =
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 28) || 'Sheet';
  let name = base;
  for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base} ${copy}`;
  taken.add(name.toLowerCase());
  return name;
}
