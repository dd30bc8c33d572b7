import { type Document, isCollection, isMap, isSeq, parseDocument } from 'yaml';
import { canonicalJson, type Json } from '../../model/canonical-json.ts';
import { type Block, joined } from './answers.ts';
import { questionOf } from './questionnaire.ts';

/** A requirements file nobody has written yet; a site needs a name from the first answer on. */
export function emptySource(siteName: string): string {
  return `apiVersion: ferryman/v1\nkind: Requirements\nsite:\n  name: ${JSON.stringify(siteName)}\n`;
}

/** Writes the changed answers into the text; everything else stays as somebody wrote it, comments included. */
export function editSource(
  source: string,
  changed: readonly string[],
  byQuestion: Readonly<Record<string, Json>>,
): string {
  const document = parseDocument(source);
  const tops = new Set(changed.map((id) => (id.includes('[]') ? id.slice(0, id.indexOf('[]')) : id)));
  for (const id of tops) {
    const question = questionOf(id);
    const path = id.split('.');
    const value =
      question?.form === 'table' ? joined(question, byQuestion[id] as Block[] | undefined, byQuestion) : byQuestion[id];
    if (value === undefined) document.deleteIn(path);
    else setIn(document, path, value);
  }
  return document.toString({ lineWidth: 120 });
}

function setIn(document: Document.Parsed, path: readonly string[], value: Json): void {
  path.slice(0, -1).forEach((_, index) => {
    const above = path.slice(0, index + 1);
    if (!isCollection(document.getIn(above, true))) document.setIn(above, document.createNode({}));
  });
  const before = document.getIn(path, true);
  if (!isSeq(before) || !Array.isArray(value)) {
    document.setIn(path, document.createNode(value));
    return;
  }
  // rows that stayed the same keep their node, and with it their comments
  const old = new Map(before.items.filter(isMap).map((item) => [canonicalJson(item.toJS(document)), item]));
  before.items = value.map((item) => old.get(canonicalJson(item)) ?? document.createNode(item));
}
