import type { Block, Cell, Content } from '../model/report/document.ts';
import { type Text, text } from '../model/text.ts';

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

export function number(value: number): Cell {
  return { number: value };
}

/** A number that counts nothing: a port, a VLAN. No thousands are parted. */
export function identifier(value: number): Cell {
  return { number: value, look: 'code' };
}

/** YYYY-MM-DD; empty while nobody knows the day. */
export function dated(value: string): Cell {
  return value === '' ? {} : { date: value };
}

/** The first in the cell, the others below it. */
export function stacked(all: readonly Content[]): Cell {
  const [first, ...lines] = all;
  return first === undefined ? {} : { content: first, lines };
}

/** A row across the whole table that names the rows below it. */
export function band(content: Content, columns: readonly unknown[]): Cell[] {
  return [{ content, look: 'strong', span: columns.length }];
}

/** A line to write on by hand. */
export const blank: Cell = { look: 'blank' };

function withNumber(index: number, { zh, en }: Text): Text {
  return text(`${index + 1}　${zh}`, `${index + 1}  ${en}`);
}
