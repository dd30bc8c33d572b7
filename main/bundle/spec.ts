import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ItemPlatform, Platform } from '../model/bundle/digest.ts';
import { FullImageReference } from '../model/bundle/image-reference.ts';
import { LicenceDecision } from '../model/bundle/licence-decision.ts';
import { fileKinds } from '../model/bundle/manifest.ts';
import { hashOf } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { isMissingFile, printable, systemReason } from './printable.ts';
import { readCapped } from './read-capped.ts';
import { ChartSpec, chartLabel, ToolSpec } from './spec-charts.ts';
import { isPrivate, oneKindOf, Path, Url, Word } from './spec-fields.ts';
import { PackagesSpec } from './spec-packages.ts';

const specCapBytes = 1024 * 1024;
/** Whoever can change a checksum file on its way can change the file too. */
const ChecksumUrl = Url.refine(isPrivate, 'expected an https address: a checksum file without TLS proves nothing');

const LayoutSource = z.strictObject({ layout: Path });
const ArchiveSource = z.strictObject({ archive: Path });
const ReferenceSource = z.strictObject({
  reference: FullImageReference,
  /** The same image elsewhere, tried in this order when the reference's own registry does not answer. */
  sources: z.array(FullImageReference).default([]),
  /** Public key (PEM) of the cosign signature it must carry. */
  cosignKey: Path.optional(),
});
const ContainerdSource = z.strictObject({
  containerd: z.strictObject({
    address: Path.default('/run/containerd/containerd.sock'),
    namespace: Word.default('k8s.io'),
    images: z.array(FullImageReference).min(1),
  }),
});

const fileIdentity = { id: Word, kind: z.enum(fileKinds), version: Word, platform: ItemPlatform };
const LocalFile = z.strictObject({ ...fileIdentity, path: Path });
const UrlFile = z
  .strictObject({
    ...fileIdentity,
    url: Url,
    sources: z.array(Url).default([]),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected 64 small hex digits')
      .optional(),
    /** Upstream's checksum file, which must name the file. */
    checksums: ChecksumUrl.optional(),
  })
  .refine(({ sha256, checksums }) => sha256 !== undefined || checksums !== undefined, {
    error: 'expected sha256 or checksums beside url: no digest is ever invented',
  });

/** How one registry or download host is reached. */
const RegistryAccess = z
  .strictObject({
    host: z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'expected host or host:port'),
    user: z.string().min(1).optional(),
    /** Name of the secret that holds the password; registry:<host> unless said otherwise. */
    secret: z.string().min(1).optional(),
    ca: Path.optional(),
    plainHttp: z.boolean().default(false),
  })
  .refine(({ host, plainHttp, user }) => !plainHttp || user === undefined || /^(localhost|127\.)/.test(host), {
    error: 'a password is not sent without TLS',
  });

/** What to build, written by a person: paths are relative to the spec's folder. */
export const BundleSpec = z
  .strictObject({
    apiVersion: z.literal('ferryman/v1'),
    kind: z.literal('BundleSpec'),
    name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected small letters, digits, dots and hyphens'),
    version: Word,
    platforms: z.array(Platform).min(1),
    images: z
      .array(
        oneKindOf(
          { layout: LayoutSource, archive: ArchiveSource, reference: ReferenceSource, containerd: ContainerdSource },
          'expected one of layout (an OCI layout folder), archive (an OCI or docker archive), reference, containerd',
        ),
      )
      .default([]),
    /** Public key (PEM) of the cosign signature that every image must carry whose entry names no other. */
    cosignKey: Path.optional(),
    files: z.array(oneKindOf({ path: LocalFile, url: UrlFile }, 'expected one of path, url')).default([]),
    packages: z.array(PackagesSpec).default([]),
    charts: z.array(ChartSpec).default([]),
    /** Programs of the builder's machine; helm renders the charts. */
    tools: z.array(ToolSpec).default([]),
    registries: z.array(RegistryAccess).default([]),
    /** Licences by an image's repository, a file's id or a package's name; they go before what an artifact says itself. */
    licences: z.record(z.string(), z.string().min(1).max(200)).default({}),
    /** Who decided that what asks for it may be carried. */
    licenceDecisions: z.array(LicenceDecision).default([]),
  })
  .check(({ value: { cosignKey, images }, issues }) => {
    if (cosignKey === undefined) return;
    for (const [index, image] of images.entries()) {
      if ('reference' in image) continue;
      const message =
        'signatures are found in registries only: give each reference its own cosignKey instead of one for all';
      issues.push({ code: 'custom', path: ['images', index], message, input: image });
    }
  });
export type BundleSpec = z.infer<typeof BundleSpec>;
export type ImageSpec = BundleSpec['images'][number];
export type FileSpec = BundleSpec['files'][number];
export type UrlFileSpec = Extract<FileSpec, { url: string }>;
export type LocalFileSpec = Exclude<FileSpec, UrlFileSpec>;

/**
 * SHA-256 of what a spec asks for. How a registry is reached and which tools are at hand differ from person to person and
 * are no part of it, nor is what was said of licences: none of it changes what has to be found.
 */
export function specHash(spec: BundleSpec): string {
  const { registries: _, tools: __, licences: ___, licenceDecisions: ____, charts, ...asked } = spec;
  // a spec without charts keeps the hash it had before there were any
  return hashOf(charts.length === 0 ? asked : { ...asked, charts });
}

/** What a spec names outside the builder's own files, and charts, whose images lie there: it needs a lock. */
export function remoteSourcesOf({ images, files, packages, charts }: BundleSpec): string[] {
  return [
    ...images.flatMap((image) => {
      if ('reference' in image) return [image.reference];
      return 'containerd' in image ? image.containerd.images : [];
    }),
    ...files.flatMap((file) => ('url' in file ? [file.url] : [])),
    ...packages.flatMap((each) => ('path' in each ? [] : each.repositories.map(({ url }) => url))),
    ...charts.map(chartLabel),
  ];
}

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
