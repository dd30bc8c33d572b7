import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseDocument } from 'yaml';

/** As the yaml package counts them; a document of Helm's own making has none. */
const aliasCap = 100;

/**
 * The objects of what Helm rendered; empty documents are left out. Throws an Error that names the template at fault, for
 * YAML that is none and for aliases that would grow without end.
 */
export async function renderedObjects(rendered: string): Promise<unknown[]> {
  const objects: unknown[] = [];
  // a line of three hyphens ends a document wherever it stands, and one document at a time leaves room for other work
  for (const source of rendered.split(/^---(?=\s|$)/m)) {
    if (source.trim() === '') continue;
    const value = parse(source);
    if (value !== null && value !== undefined) objects.push(value);
    await nextTurn();
  }
  return objects;
}

function parse(source: string): unknown {
  try {
    // as Kubernetes' own reader: merge keys count, and of a doubled key the last
    const document = parseDocument(source, { schema: 'core', merge: true, uniqueKeys: false, logLevel: 'error' });
    const [problem] = document.errors;
    if (problem !== undefined) throw problem;
    return document.toJS({ maxAliasCount: aliasCap });
  } catch (error) {
    const template = /^# Source: (.+)$/m.exec(source)?.[1] ?? 'the output';
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`${template}: ${error instanceof RangeError ? 'nested too deeply' : reason}`);
  }
}
