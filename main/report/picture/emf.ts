import type { z } from 'zod';
import type { Block, Shape } from '../../model/report/document.ts';
import type { ReportLanguage } from '../html/content.ts';
import { arrowHead, fillColours, type Label, labelsOf, lineColours } from './labels.ts';
import { isWide, signWidth } from './measure.ts';

type Picture = Extract<z.output<typeof Block>, { type: 'picture' }>;
type Drawn = z.output<typeof Shape>;

/** Logical units in a point of the picture, so that letters stand where they were measured. */
const fine = 10;
/** Record types and handles of [MS-EMF]. */
const record = {
  header: 1,
  polygon: 3,
  polyline: 4,
  windowExtent: 9,
  windowOrigin: 10,
  viewportExtent: 11,
  viewportOrigin: 12,
  end: 14,
  mapMode: 17,
  backgroundMode: 18,
  textAlign: 22,
  textColour: 24,
  select: 37,
  createPen: 38,
  createBrush: 39,
  delete: 40,
  rectangle: 43,
  createFont: 82,
  text: 84,
} as const;
const stockNoBrush = 0x80000005;
const stockNoPen = 0x80000008;
const stockFont = 0x8000000d;
const own = { pen: 1, brush: 2, font: 3 };

/** A picture in the Windows metafile format, which every office program draws, the old ones too; letters stay letters. */
export function drawEmf(picture: Picture, language: ReportLanguage): Uint8Array {
  const { width, height, shapes } = picture;
  const body = [
    numbers(record.mapMode, 8),
    numbers(record.windowOrigin, 0, 0),
    numbers(record.windowExtent, width * fine, height * fine),
    numbers(record.viewportOrigin, 0, 0),
    numbers(record.viewportExtent, width, height),
    numbers(record.backgroundMode, 1),
    numbers(record.textAlign, 24),
    ...shapes.flatMap((shape) => draw(shape, language)),
    numbers(record.end, 0, 16, 20),
  ];
  const headerSize = 88;
  const size = body.reduce((sum, part) => sum + part.length, headerSize);
  return Buffer.concat([header(width, height, size, body.length + 1), ...body]);
}

function header(width: number, height: number, size: number, count: number): Buffer {
  const device = { pixels: [1920, 1080], millimetres: [508, 286] };
  const hundredths = (points: number) => Math.round((points * 50_800) / 1920);
  const buffer = Buffer.alloc(88);
  const values = [record.header, 88, 0, 0, width, height, 0, 0, hundredths(width), hundredths(height)];
  for (const [index, value] of values.entries()) buffer.writeInt32LE(value, index * 4);
  buffer.writeUInt32LE(0x464d4520, 40);
  buffer.writeUInt32LE(0x10000, 44);
  buffer.writeUInt32LE(size, 48);
  buffer.writeUInt32LE(count, 52);
  buffer.writeUInt16LE(4, 56);
  for (const [index, value] of [...device.pixels, ...device.millimetres].entries())
    buffer.writeInt32LE(value, 72 + index * 4);
  return buffer;
}

function draw(shape: Drawn, language: ReportLanguage): Buffer[] {
  switch (shape.type) {
    case 'box': {
      const { x, y, width, height, tone, isDashed } = shape;
      const area = [x, y, x + width, y + height].map(scaled);
      return [
        ...pen(lineColours[tone], isDashed),
        ...brush(fillColours[tone]),
        numbers(record.rectangle, ...area),
        ...drop(own.pen, stockNoPen),
        ...drop(own.brush, stockNoBrush),
      ];
    }
    case 'line': {
      const colour = lineColours[shape.tone];
      return [
        ...pen(colour, shape.isDashed),
        points(record.polyline, shape.points),
        ...drop(own.pen, stockNoPen),
        ...(shape.hasArrow
          ? [...brush(colour), points(record.polygon, arrowHead(shape.points)), ...drop(own.brush, stockNoBrush)]
          : []),
      ];
    }
    case 'words':
      return labelsOf(shape, language).flatMap(letters);
  }
}

/** Chinese and Latin stretches in fonts of their own, each sign at the place it was measured to. */
function letters({ text, x, y, size, ink, isStrong }: Label): Buffer[] {
  const stretches =
    text.match(/[\u1100-\uffee\u2014\u2026\u2190-\u21ff]+|[^\u1100-\uffee\u2014\u2026\u2190-\u21ff]+/g) ?? [];
  let left = x;
  return stretches.flatMap((stretch) => {
    const face = isWide(stretch[0] ?? '') ? 'Microsoft YaHei' : 'Arial';
    const advances = [...stretch].flatMap((sign) => {
      const advance = Math.round(signWidth(sign, size) * fine * (isStrong && !isWide(sign) ? 1.06 : 1));
      return sign.length > 1 ? [advance, 0] : [advance];
    });
    const parts = [
      font(face, size, isStrong),
      numbers(record.select, own.font),
      numbers(record.textColour, colourOf(ink)),
      textOut(stretch, left, y, advances),
      ...drop(own.font, stockFont),
    ];
    left += advances.reduce((sum, advance) => sum + advance, 0) / fine;
    return parts;
  });
}

function textOut(text: string, x: number, y: number, advances: readonly number[]): Buffer {
  const string = Buffer.from(text, 'utf16le');
  const padded = Math.ceil(string.length / 4) * 4;
  const [stringAt, advancesAt] = [76, 76 + padded];
  const buffer = Buffer.alloc(advancesAt + advances.length * 4);
  buffer.writeUInt32LE(record.text, 0);
  buffer.writeUInt32LE(buffer.length, 4);
  buffer.writeInt32LE(-1, 16);
  buffer.writeInt32LE(-1, 20);
  buffer.writeUInt32LE(2, 24);
  buffer.writeFloatLE(1, 28);
  buffer.writeFloatLE(1, 32);
  buffer.writeInt32LE(scaled(x), 36);
  buffer.writeInt32LE(scaled(y), 40);
  buffer.writeUInt32LE(text.length, 44);
  buffer.writeUInt32LE(stringAt, 48);
  buffer.writeInt32LE(-1, 64);
  buffer.writeInt32LE(-1, 68);
  buffer.writeUInt32LE(advancesAt, 72);
  string.copy(buffer, stringAt);
  for (const [index, advance] of advances.entries()) buffer.writeUInt32LE(advance, advancesAt + index * 4);
  return buffer;
}

function font(face: string, size: number, isStrong: boolean): Buffer {
  const buffer = Buffer.alloc(332);
  buffer.writeUInt32LE(record.createFont, 0);
  buffer.writeUInt32LE(buffer.length, 4);
  buffer.writeUInt32LE(own.font, 8);
  buffer.writeInt32LE(-scaled(size), 12);
  buffer.writeInt32LE(isStrong ? 700 : 400, 28);
  buffer.writeUInt8(1, 35);
  buffer.write(face, 40, 'utf16le');
  return buffer;
}

function pen(colour: string, isDashed: boolean): Buffer[] {
  return [
    numbers(record.createPen, own.pen, isDashed ? 1 : 0, isDashed ? 0 : fine, 0, colourOf(colour)),
    numbers(record.select, own.pen),
  ];
}

function brush(colour: string): Buffer[] {
  return [numbers(record.createBrush, own.brush, 0, colourOf(colour), 0), numbers(record.select, own.brush)];
}

/** What is deleted must not be in use any more. */
function drop(handle: number, stock: number): Buffer[] {
  return [numbers(record.select, stock), numbers(record.delete, handle)];
}

function points(type: number, all: readonly (readonly [number, number])[]): Buffer {
  return numbers(type, 0, 0, -1, -1, all.length, ...all.flat().map(scaled));
}

/** A record of 32-bit numbers, its type and size in front. */
function numbers(type: number, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(8 + values.length * 4);
  buffer.writeUInt32LE(type, 0);
  buffer.writeUInt32LE(buffer.length, 4);
  for (const [index, value] of values.entries()) buffer.writeInt32LE(value | 0, 8 + index * 4);
  return buffer;
}

/** 0x00BBGGRR of #rrggbb. */
function colourOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16);
}

function scaled(value: number): number {
  return Math.round(value * fine);
}
