import { parseDocument } from 'yaml';
import { z } from 'zod';
import { Word } from '../spec-fields.ts';
import { type ChartFiles, readChartArchive, type UnpackedChart, unpackedCapBytes } from './chart-archive.ts';

const Dependency = z.object({
  name: z.string().min(1),
  repository: z.string().nullish(),
  version: z.coerce.string().nullish(),
});

const ChartYaml = z.object({
  name: Word,
  version: Word,
  type: z.string().nullish(),
  dependencies: z.array(Dependency).nullish(),
});

const Requirements = z.object({ dependencies: z.array(Dependency).nullish() }).nullish();

export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  /** Those its charts/ folder does not hold. */
  readonly missing: readonly { readonly name: string; readonly version: string; readonly repository: string }[];
  /** Where schemas of its values point outside themselves: Helm would fetch that. */
  readonly remoteSchemas: readonly string[];
}

/** What a chart says of itself and brings along. Throws an Error that names the file at fault. */
export async function readChartMetadata({ files, unpackedBytes }: UnpackedChart): Promise<ChartMetadata> {
  const chart = parse(ChartYaml, files, 'Chart.yaml');
  if (chart.type === 'library') throw new Error('it is a library for other charts and installs nothing');
  // charts of the first format name what they depend on in a file of its own
  const declared =
    chart.dependencies ??
    (files.has('requirements.yaml') ? parse(Requirements, files, 'requirements.yaml') : null)?.dependencies ??
    [];
  const carried = await carriedCharts(files, unpackedCapBytes - unpackedBytes);
  const names = new Set(carried.map(({ name }) => name));
  const missing = declared
    .filter(({ name }) => !names.has(name))
    .map(({ name, version, repository }) => ({ name, version: version ?? '', repository: repository ?? '' }));
  const schemas = [files, ...carried.map((each) => each.files)].flatMap(remoteReferences);
  return { name: chart.name, version: chart.version, missing, remoteSchemas: [...new Set(schemas)] };
}

/** The name in a Chart.yaml; an Error where it is none. */
export function chartName(chartYaml: Uint8Array): string {
  return parse(ChartYaml, new Map([['Chart.yaml', chartYaml]]), 'Chart.yaml').name;
}

interface CarriedChart {
  readonly name: string;
  readonly files: ChartFiles;
}

/** The charts in charts/: folders and archives, as Helm finds them; what begins with _ or . is none. */
async function carriedCharts(files: ChartFiles, capBytes: number): Promise<CarriedChart[]> {
  let leftBytes = capBytes;
  const found: CarriedChart[] = [];
  const folders = new Map<string, Map<string, Uint8Array>>();
  for (const [path, content] of files) {
    const [, folder, rest] = /^charts\/([^._/][^/]*)(?:\/(.+))?$/.exec(path) ?? [];
    if (folder === undefined) continue;
    if (rest !== undefined) folders.set(folder, (folders.get(folder) ?? new Map()).set(rest, content));
    else if (folder.endsWith('.tgz')) {
      const inner = await within(path, content, leftBytes);
      leftBytes -= inner.unpackedBytes;
      found.push(named(inner.files));
    }
  }
  for (const folder of folders.values()) if (folder.has('Chart.yaml')) found.push(named(folder));
  return found;
}

async function within(path: string, content: Uint8Array, capBytes: number): Promise<UnpackedChart> {
  try {
    return await readChartArchive(content, capBytes);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function named(files: ChartFiles): CarriedChart {
  return { name: parse(z.object({ name: z.string() }), files, 'Chart.yaml').name, files };
}

/** A schema that is whole has only references into itself. */
function remoteReferences(files: ChartFiles): string[] {
  return [...files]
    .filter(([path]) => /(^|\/)values\.schema\.json$/.test(path))
    .flatMap(([path, content]) => {
      try {
        return [...references(JSON.parse(new TextDecoder().decode(content)))].filter((each) => !each.startsWith('#'));
      } catch {
        throw new Error(`${path} is not valid JSON`);
      }
    });
}

function* references(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else yield* references(value);
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, files: ChartFiles, path: string): z.infer<Schema> {
  const source = new TextDecoder().decode(files.get(path));
  const document = parseDocument(source, { schema: 'core', logLevel: 'error' });
  const [problem] = document.errors;
  if (problem !== undefined) throw new Error(`${path}: ${problem.message.split('\n')[0]}`);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.')} ${issue?.message}`);
}
