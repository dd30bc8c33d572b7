import { type Document, isMap, isSeq, parseDocument, YAMLSeq } from 'yaml';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Override } from '../model/site/requirements.ts';

/** One other answer: `load.concurrentUsers`, or with an item's name in a list, `environments.production.availability`. */
export interface Answer {
  readonly path: string;
  /** Fields of a block are written one by one; null takes the item out of its list. */
  readonly value:
    | number
    | string
    | boolean
    | readonly string[]
    | { readonly [field: string]: number | string | boolean }
    | null;
}

/** The text of requirements with this override in place of any of the same name. Comments and the rest stay as they are. */
export function withOverride(source: string, override: Override): string {
  return edited(source, (document) => {
    const list = overridesOf(document);
    drop(list, override.assumption);
    list.add(document.createNode(override));
  });
}

/** The text without overrides of this name. */
export function withoutOverride(source: string, assumption: string): string {
  return edited(source, (document) => {
    const list = overridesOf(document);
    drop(list, assumption);
    if (list.items.length === 0) document.delete('overrides');
  });
}

/** The text with other answers. Throws PLAN_E0023 where a path leads into a list that has no such item. */
export function withAnswers(source: string, answers: readonly Answer[]): string {
  return edited(source, (document) => {
    for (const { path, value } of answers) write(document, keysOf(document, path), value);
  });
}

function write(document: Document, keys: readonly (string | number)[], value: Answer['value']): void {
  if (value === null) {
    document.deleteIn(keys);
  } else if (Array.isArray(value)) {
    document.setIn(keys, document.createNode(value, { flow: true }));
  } else if (typeof value === 'object') {
    for (const [field, one] of Object.entries(value)) write(document, [...keys, field], one);
  } else {
    // a protection level 2 is written '2': what was text stays text
    document.setIn(keys, typeof document.getIn(keys) === 'string' ? String(value) : value);
  }
}

function edited(source: string, edit: (document: Document) => void): string {
  const document = parseDocument(source);
  edit(document);
  return isJson(source) ? JSON.stringify(document.toJS(), null, 2) : document.toString({ lineWidth: 0 });
}

function isJson(source: string): boolean {
  try {
    return JSON.parse(source) !== undefined;
  } catch {
    return false;
  }
}

function overridesOf(document: Document): YAMLSeq {
  const found = document.get('overrides');
  if (isSeq(found)) return found;
  const list = document.createNode([]) as YAMLSeq;
  document.set('overrides', list);
  return list;
}

function drop(list: YAMLSeq, assumption: string): void {
  list.items = list.items.filter((item) => !isMap(item) || item.get('assumption') !== assumption);
}

/** Names of list items become their places. */
function keysOf(document: Document, path: string): (string | number)[] {
  const words = path.split('.');
  if (words.some((word) => word === '')) throw new FerrymanError('PLAN_E0023', { path });
  // a product's modules need no entry of their own until somebody answers for one
  if (words[0] === 'modules' && words.length > 2 && !document.has('modules')) document.set('modules', new YAMLSeq());
  const keys: (string | number)[] = [];
  for (const word of words) {
    const parent = keys.length === 0 ? document.contents : document.getIn(keys, true);
    if (parent === undefined || parent === null || isMap(parent)) keys.push(word);
    else if (isSeq(parent)) keys.push(placeIn(parent, word) ?? placeOfNew(document, keys, word, path));
    else throw new FerrymanError('PLAN_E0023', { path });
  }
  return keys;
}

/** Only a module is answered for without being listed: its product lists it. */
function placeOfNew(document: Document, keys: readonly (string | number)[], name: string, path: string): number {
  const list = document.getIn(keys, true);
  if (keys.join() !== 'modules' || !isSeq(list)) throw new FerrymanError('PLAN_E0023', { path });
  list.add(document.createNode({ name }));
  return list.items.length - 1;
}

function placeIn({ items }: YAMLSeq, word: string): number | undefined {
  // a second component of a kind has a name of its own, and the kind is still the first one's
  const name = (item: unknown) => (isMap(item) ? (item.get('name') ?? item.get('component')) : undefined);
  const own = items.findIndex((item) => name(item) === word);
  const named = own >= 0 ? own : items.findIndex((item) => isMap(item) && item.get('component') === word);
  if (named >= 0) return named;
  return /^\d+$/.test(word) && Number(word) < items.length ? Number(word) : undefined;
}
