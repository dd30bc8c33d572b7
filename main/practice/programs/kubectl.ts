import { readFile } from 'node:fs/promises';
import { parseAllDocuments, stringify } from 'yaml';
import { jsonPath } from '../cluster/json-path.ts';
import { findKind, parseSelector, type StoredObject } from '../cluster/objects.ts';
import type { PracticeCluster } from '../cluster/practice-cluster.ts';
import type { PracticeHost } from '../practice-host.ts';
import type { ProgramAnswer, ProgramCall } from '../requests.ts';
import { failed, type Program, parseArguments } from './program.ts';

const valued = [
  '-n',
  '--namespace',
  '-o',
  '--output',
  '-f',
  '--filename',
  '-l',
  '--selector',
  '--request-timeout',
  '--raw',
  '--from-file',
];

/** kubectl: get, apply, create configmap, annotate, label, delete, version — as far as scripts use it. */
export const kubectl: Program = async (call, host, site) => {
  const { words, options } = parseArguments(call.args, valued);
  const [verb = '', ...rest] = words;
  const namespace = options.get('-n') ?? options.get('--namespace') ?? 'default';
  if (verb === 'create' && options.has('--dry-run')) return dryRun(rest, options, namespace, host);
  const isConfigured = host.has(call.kubeconfig || '/root/.kube/config');
  if (!isConfigured || !site.cluster?.isServing)
    return failed('The connection to the server was refused - did you specify the right host or port?');
  site.cluster.reconcile();
  switch (verb) {
    case 'version':
      return {
        code: 0,
        out: `${JSON.stringify({ clientVersion: {}, serverVersion: { gitVersion: site.cluster.settings.version } })}\n`,
      };
    case 'get':
      return get(site.cluster, rest, options, namespace);
    case 'apply':
      return await apply(site.cluster, call, options, namespace, host);
    case 'annotate':
    case 'label':
      return mark(site.cluster, verb === 'label' ? 'labels' : 'annotations', rest, namespace);
    case 'delete':
      return remove(site.cluster, rest, options, namespace);
    default:
      return failed(`kubectl: the practice site does not know "${call.args.join(' ')}"`);
  }
};

function get(
  { store }: PracticeCluster,
  words: readonly string[],
  options: ReadonlyMap<string, string>,
  namespace: string,
): ProgramAnswer {
  if (options.has('--raw')) return { code: 0, out: 'ok' };
  const [resource = '', name] = words;
  if (resource.includes('/')) return getNamed(store, words, namespace);
  const kind = findKind(resource);
  if (kind === undefined) return failed(`error: the server doesn't have a resource type "${resource}"`);
  const where = kind.isNamespaced ? namespace : undefined;
  const labels = parseSelector(options.get('-l') ?? '');
  const found =
    name === undefined ? { items: store.list(kind.kind, where, labels) } : store.get(kind.kind, where, name);
  if (found === undefined) return failed(`Error from server (NotFound): ${kind.resource} "${name}" not found`);
  const output = options.get('-o') ?? '';
  if (output.startsWith('jsonpath=')) return { code: 0, out: jsonPath(output.slice('jsonpath='.length), found) };
  return { code: 0, out: output === 'yaml' ? stringify(found) : `${JSON.stringify(found)}\n` };
}

/** `get kind/name kind/name …`: fails when any is missing. */
function getNamed(store: PracticeCluster['store'], references: readonly string[], namespace: string): ProgramAnswer {
  for (const reference of references) {
    const [resource = '', name = ''] = reference.split('/');
    const kind = findKind(resource);
    if (kind === undefined) return failed(`error: the server doesn't have a resource type "${resource}"`);
    const found = store.get(kind.kind, kind.isNamespaced ? namespace : undefined, name);
    if (found === undefined) return failed(`Error from server (NotFound): ${kind.resource} "${name}" not found`);
  }
  return { code: 0, out: references.map((reference) => `${reference}\n`).join('') };
}

async function apply(
  { store }: PracticeCluster,
  call: ProgramCall,
  options: ReadonlyMap<string, string>,
  namespace: string,
  host: PracticeHost,
): Promise<ProgramAnswer> {
  const path = options.get('-f') ?? options.get('--filename') ?? '';
  const source = path === '-' ? await readFile(call.stdinPath, 'utf8') : host.read(path);
  if (source === undefined) return failed(`error: the path "${path}" does not exist`);
  const told: string[] = [];
  for (const document of parseAllDocuments(source)) {
    const object = document.toJS() as StoredObject | null;
    if (object === null) continue;
    const scoped = findKind(object.kind)?.isNamespaced === true && object.metadata.namespace === undefined;
    store.put(scoped ? { ...object, metadata: { ...object.metadata, namespace } } : object);
    told.push(`${object.kind.toLowerCase()}/${object.metadata.name} serverside-applied\n`);
  }
  return { code: 0, out: told.join('') };
}

function mark(
  { store }: PracticeCluster,
  field: 'labels' | 'annotations',
  words: readonly string[],
  namespace: string,
): ProgramAnswer {
  const [resource = '', name = '', ...pairs] = words;
  const kind = findKind(resource);
  const object = kind && store.get(kind.kind, kind.isNamespaced ? namespace : undefined, name);
  if (object === undefined) return failed(`Error from server (NotFound): ${resource} "${name}" not found`);
  const added = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  store.put({ ...object, metadata: { ...object.metadata, [field]: { ...object.metadata[field], ...added } } });
  return { code: 0, out: `${resource}/${name} ${field === 'labels' ? 'labeled' : 'annotated'}\n` };
}

function remove(
  { store }: PracticeCluster,
  words: readonly string[],
  options: ReadonlyMap<string, string>,
  namespace: string,
): ProgramAnswer {
  const [resource = '', name] = words;
  if (resource.includes('/')) return getNamed(store, words, namespace);
  const kind = findKind(resource);
  if (kind === undefined) return failed(`error: the server doesn't have a resource type "${resource}"`);
  const where = kind.isNamespaced ? namespace : undefined;
  const names =
    name === undefined
      ? store.list(kind.kind, where, parseSelector(options.get('-l') ?? '')).map(({ metadata }) => metadata.name)
      : [name];
  const gone = names.filter((each) => store.remove(kind.kind, where, each));
  if (gone.length === 0 && name !== undefined)
    return failed(`Error from server (NotFound): ${kind.resource} "${name}" not found`);
  return { code: 0, out: gone.map((each) => `${kind.kind.toLowerCase()} "${each}" deleted\n`).join('') };
}

function dryRun(
  words: readonly string[],
  options: ReadonlyMap<string, string>,
  namespace: string,
  host: PracticeHost,
): ProgramAnswer {
  const [kind = '', name = ''] = words;
  if (kind !== 'configmap') return failed(`kubectl: the practice site does not create a ${kind}`);
  const [key = '', path = ''] = (options.get('--from-file') ?? '').split('=');
  const content = host.read(path);
  if (content === undefined) return failed(`error: error reading ${path}: no such file or directory`);
  return {
    code: 0,
    out: stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { [key]: content } }),
  };
}
