import type { Block, Cell, Content } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';

/** A numbered chapter of the details. */
export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly blocks: readonly Block[];
}

/** Chapters as blocks, numbered in order. */
export function numbered(sections: readonly Section[]): Block[] {
  return sections.flatMap(({ id, title, blocks }, index) => [
    { type: 'heading' as const, level: 2 as const, id, text: withNumber(index, title) },
    ...blocks,
  ]);
}

export function contents(sections: readonly Section[]): Block {
  return {
    type: 'contents',
    entries: sections.map(({ id, title }, index) => ({ id, text: withNumber(index, title) })),
  };
}

export function paragraph(zh: string, en: string): Block {
  return { type: 'paragraph', text: text(zh, en) };
}

export function cell(content: Content): Cell {
  return { content };
}

export function code(content: string): Cell {
  return { content, look: 'code' };
}

export function strong(content: Content): Cell {
  return { content, look: 'strong' };
}

function withNumber(index: number, { zh, en }: Text): Text {
  return text(`${index + 1}　${zh}`, `${index + 1}  ${en}`);
}
