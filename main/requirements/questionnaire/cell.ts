import type { z } from 'zod';
import { canonicalJson, type Json } from '../../model/canonical-json.ts';
import type { Field } from '../../model/intake/question.ts';
import { type Language, type Text, text } from '../../model/text.ts';
import { allowedIn, oneOf } from './allowed.ts';
import { splitList } from './list-cell.ts';
import {
  formatDisks,
  formatLogin,
  formatPorts,
  formatSystem,
  parseDisks,
  parseLogin,
  parsePorts,
  parseSystem,
} from './short-writings.ts';

export type CellResult = { readonly value: Json } | { readonly allowed: Text };

/** What a value that no cell can show plainly begins with; the rest is JSON. */
const asJson = 'json:';
/** A list that is empty on purpose. */
const emptyList = '-';

/** The text of one cell. What could not be read back as the very same answer is written as JSON. */
export function formatCell(field: Field, value: Json, language: Language, schema: z.ZodType | undefined): string {
  if (isSilentDefault(value, schema)) return '';
  const plain = formatPlain(field, value, language);
  if (plain !== undefined && plain.trim() !== '' && !unfit.test(plain)) {
    const back = parsePlain(field, plain.trim(), schema);
    if ('value' in back && means(back.value, value, schema)) return plain;
  }
  return asJson + safeJson(value);
}

/** Control characters, halves of a pair, and what a workbook takes for an escape such as _x000D_. */
const unfit = /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}|_x[0-9a-f]{4}_/iu;

function safeJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[\u007f\ufffe\uffff]|_(?=x)/gi,
    (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What a cell says; an empty one says nothing (undefined). Checked against the schema of its field. */
export function parseCell(field: Field, cell: string, schema: z.ZodType | undefined): CellResult | undefined {
  const trimmed = cell.trim();
  if (trimmed === '') return undefined;
  const result = parsePlain(field, trimmed, schema);
  if (!('value' in result) || schema === undefined) return result;
  const checked = schema.safeParse(result.value);
  const issue = checked.error?.issues[0];
  return issue === undefined ? result : { allowed: allowedIn(field, issue) };
}

/** Both mean the same to the schema: equal, or equal once defaults are filled in. */
function means(a: Json, b: Json, schema: z.ZodType | undefined): boolean {
  if (canonicalJson(a) === canonicalJson(b)) return true;
  const [first, second] = [schema?.safeParse(a), schema?.safeParse(b)];
  return (
    first?.success === true && second?.success === true && canonicalJson(first.data) === canonicalJson(second.data)
  );
}

/** An empty text or list that is the field's default anyway. */
function isSilentDefault(value: Json, schema: z.ZodType | undefined): boolean {
  if (value !== '' && !(Array.isArray(value) && value.length === 0)) return false;
  const nothing = schema?.safeParse(undefined);
  return (
    nothing?.success === true && nothing.data !== undefined && canonicalJson(nothing.data) === canonicalJson(value)
  );
}

function formatPlain(field: Field, value: Json, language: Language): string | undefined {
  const word = field.choices?.find((choice) => choice.value === value);
  if (word !== undefined) return word.title[language];
  switch (field.kind) {
    case 'text':
    case 'address':
    case 'network':
    case 'date':
    case 'value':
      return formatScalar(value, language);
    case 'number':
      return typeof value === 'number' ? String(value) : undefined;
    case 'percent':
      return typeof value === 'number' ? String(Number((value * 100).toPrecision(15))) : undefined;
    case 'yes-no':
      return typeof value === 'boolean' ? yesNo(value, language) : undefined;
    case 'list':
      return formatList(field, value, language);
    case 'disks':
      return Array.isArray(value) && value.length === 0 ? emptyList : formatDisks(value);
    case 'ports':
      return Array.isArray(value) && value.length === 0 ? emptyList : formatPorts(value);
    case 'login':
      return formatLogin(value);
    case 'system':
      return formatSystem(value);
    default:
      return undefined;
  }
}

function yesNo(value: boolean, language: Language): string {
  return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
}

/** A text as it is, in quotes where it would read as something else. */
function formatScalar(value: Json, language: Language): string | undefined {
  if (typeof value === 'boolean') return yesNo(value, language);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const isPlain = value !== '' && value.trim() === value && !value.startsWith('"') && !value.startsWith(asJson);
  return isPlain ? value : JSON.stringify(value);
}

function formatList(field: Field, value: Json, language: Language): string | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return emptyList;
  const items = value.map((item) => {
    const word = field.of === 'choice' ? field.choices?.find((choice) => choice.value === item) : undefined;
    return word?.title[language] ?? (typeof item === 'string' ? item : JSON.stringify(item));
  });
  return items.join('; ');
}

const yes = ['是', 'yes', 'y', 'true', '有', '√', '对'];
const no = ['否', 'no', 'n', 'false', '没有', '无', '×', '不'];

function parsePlain(field: Field, cell: string, schema: z.ZodType | undefined): CellResult {
  if (cell.startsWith(asJson)) return parseJson(cell);
  const word = wordOf(field, cell);
  if (word !== undefined) return { value: word };
  // people type with a Chinese keyboard: １０．０．０．１ is an address too
  const narrow = cell.normalize('NFKC');
  switch (field.kind) {
    case 'text':
      return parseText(cell);
    case 'address':
    case 'network':
      return { value: narrow.replaceAll(' ', '').replaceAll('。', '.') };
    case 'number':
      return numberIn(field, narrow) ?? refused(text('一个数字', 'a number'));
    case 'percent':
      return percentIn(narrow) ?? refused(text('一个百分数，例如 20', 'a percentage such as 20'));
    case 'date':
      return { value: dateIn(narrow) ?? narrow };
    case 'yes-no':
      return yesNoIn(cell) ?? refused(text('“是”或“否”', '"yes" or "no"'));
    case 'choice':
      return refused(oneOf(field));
    case 'list':
      return parseList(field, cell, schema);
    case 'disks':
      return cell === emptyList
        ? { value: [] }
        : (parseDisks(narrow) ??
            refused(
              text('磁盘的写法，例如 100 ssd /; 500 hdd /data', 'a list of disks such as 100 ssd /; 500 hdd /data'),
            ));
    case 'ports':
      return cell === emptyList
        ? { value: [] }
        : (parsePorts(narrow) ??
            refused(text('端口的写法，例如 http 80>8080', 'a list of ports such as http 80>8080')));
    case 'login':
      return (
        parseLogin(cell) ??
        refused(
          text(
            '登录方式：agent、key /路径 或 password-secret 名称（不能写密码）',
            'a way to log in: agent, key /path or password-secret NAME (never a password)',
          ),
        )
      );
    case 'system':
      return (
        parseSystem(narrow) ??
        refused(
          text(
            '一个地址或域名（可带端口和说明），例如 10.0.0.5:2049 主备',
            'an address or name, with port and note if any, such as 10.0.0.5:2049 a pair',
          ),
        )
      );
    case 'value':
      return yesNoIn(cell) ?? numberIn(field, narrow) ?? parseText(cell);
  }
}

function refused(allowed: Text): CellResult {
  return { allowed };
}

function parseJson(cell: string): CellResult {
  try {
    return { value: JSON.parse(cell.slice(asJson.length)) as Json };
  } catch {
    return refused(text('“json:”加 JSON', 'JSON after "json:"'));
  }
}

function parseText(cell: string): CellResult {
  if (!cell.startsWith('"')) return { value: cell };
  try {
    const value: unknown = JSON.parse(cell);
    if (typeof value === 'string') return { value };
  } catch {
    // a quotation mark somebody typed
  }
  return { value: cell };
}

function wordOf(field: Field, cell: string): string | number | boolean | undefined {
  if (field.kind === 'list' && field.of === 'choice') return undefined;
  const wanted = cell.trim().toLowerCase();
  return field.choices?.find(
    ({ value, title }) =>
      String(value).toLowerCase() === wanted || [title.zh, title.en].some((name) => name.toLowerCase() === wanted),
  )?.value;
}

function yesNoIn(cell: string): CellResult | undefined {
  const word = cell.trim().toLowerCase();
  return yes.includes(word) ? { value: true } : no.includes(word) ? { value: false } : undefined;
}

function numberIn(field: Field, cell: string): CellResult | undefined {
  const units = field.unit === undefined ? [] : [field.unit.zh, field.unit.en];
  const bare = units.reduce(
    (rest, unit) => (rest.toLowerCase().endsWith(unit.toLowerCase()) ? rest.slice(0, -unit.length) : rest),
    cell,
  );
  const digits = bare.trim().replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(digits) && Number.isFinite(Number(digits))
    ? { value: Number(digits) }
    : undefined;
}

function percentIn(cell: string): CellResult | undefined {
  const digits = cell.replace(/%$/, '').trim();
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return undefined;
  return { value: Number((Number(digits) / 100).toPrecision(15)) };
}

const dayMs = 86_400_000;

/** 2026-12-1, 2026/12/01, 2026.12.1, 2026年12月1日 and a spreadsheet's day number 46357 are the same day. */
function dateIn(cell: string): string | undefined {
  if (/^[3-7]\d{4}$/.test(cell))
    return new Date(Date.UTC(1899, 11, 30) + Number(cell) * dayMs).toISOString().slice(0, 10);
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(:00(\.0+)?)?Z?)?$/.exec(cell);
  return parts === null ? undefined : `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
}

function parseList(field: Field, cell: string, schema: z.ZodType | undefined): CellResult {
  if (cell === emptyList) return { value: [] };
  const items = splitList(cell, schema).map((item): Json | undefined => {
    if (field.of === 'choice') return wordOf({ ...field, kind: 'choice' }, item) ?? item;
    const narrow = item.normalize('NFKC');
    if (field.of === 'date') return dateIn(narrow) ?? narrow;
    if (field.of === 'number') return Number(narrow);
    return field.of === 'address' || field.of === 'network' ? narrow.replaceAll(' ', '') : item;
  });
  const list = items.filter((item) => item !== undefined);
  const unknown =
    field.of === 'choice' ? list.find((item) => !field.choices?.some(({ value }) => value === item)) : undefined;
  return unknown === undefined ? { value: list } : refused(oneOf(field));
}
