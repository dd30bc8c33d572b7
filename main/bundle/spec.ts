import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ItemPlatform, Platform } from '../model/bundle/digest.ts';
import { fileKinds } from '../model/bundle/manifest.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { isMissingFile, printable, systemReason } from './printable.ts';
import { readCapped } from './read-capped.ts';

const specCapBytes = 1024 * 1024;
const Path = z.string().min(1);
const Word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+~_-]{0,127}$/, 'expected letters, digits and . + ~ _ -');

/** What to build, written by a person: paths are relative to the spec's folder. */
export const BundleSpec = z.strictObject({
  apiVersion: z.literal('ferryman/v1'),
  kind: z.literal('BundleSpec'),
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected small letters, digits, dots and hyphens'),
  version: Word,
  platforms: z.array(Platform).min(1),
  images: z
    .array(
      z.union([z.strictObject({ layout: Path }), z.strictObject({ archive: Path })], {
        error: 'expected one of layout (an OCI layout folder) or archive (an OCI archive)',
      }),
    )
    .default([]),
  files: z
    .array(z.strictObject({ id: Word, kind: z.enum(fileKinds), version: Word, platform: ItemPlatform, path: Path }))
    .default([]),
  packages: z.array(z.strictObject({ distribution: Word, platform: Platform, path: Path })).default([]),
});
export type BundleSpec = z.infer<typeof BundleSpec>;

/** Reads and checks a spec. BUNDLE_E0010 names the line, the field and what is allowed there. */
export async function readSpec(path: string): Promise<BundleSpec> {
  const bytes = await readCapped(path, specCapBytes).catch((error: unknown) => {
    throw specError(path, isMissingFile(error) ? 'no such file' : systemReason(error));
  });
  if (bytes === undefined) throw specError(path, `no file of at most ${specCapBytes} bytes`);
  return parseSpec(bytes.toString('utf8'), path);
}

/** As `readSpec`, from text; `path` only names it in messages. */
export function parseSpec(source: string, path: string): BundleSpec {
  const lines = new LineCounter();
  const { value, lineOf } = parseYaml(source, path, lines);
  const parsed = BundleSpec.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 10).map((issue) => {
    const field = issue.path.reduce<string>(
      (whole, key) =>
        typeof key === 'number' ? `${whole}[${key}]` : whole === '' ? String(key) : `${whole}.${String(key)}`,
      '',
    );
    return printable(`line ${lineOf(issue.path)}, ${field === '' ? 'the whole file' : field}: ${issue.message}`);
  });
  throw specError(path, problems.join('; '));
}

export function specError(path: string, detail: string): FerrymanError {
  return new FerrymanError('BUNDLE_E0010', { path, detail });
}

function parseYaml(source: string, path: string, lines: LineCounter) {
  try {
    // No aliases (billion laughs), no custom tags, no doubled keys; YAML 1.2 core types only.
    const document = parseDocument(source, {
      lineCounter: lines,
      schema: 'core',
      uniqueKeys: true,
      merge: false,
      logLevel: 'error',
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    const lineOf = (keys: readonly PropertyKey[]): number => {
      for (let depth = keys.length; depth >= 0; depth -= 1) {
        const node: unknown = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
        if (hasRange(node)) return lines.linePos(node.range[0]).line;
      }
      return 1;
    };
    return { value, lineOf };
  } catch (error) {
    throw specError(path, yamlReason(error));
  }
}

function yamlReason(error: unknown): string {
  if (error instanceof RangeError) return 'nested too deeply';
  const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return printable(firstLine.replace('Alias resolution is disabled', 'aliases (*name) are not allowed'));
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
