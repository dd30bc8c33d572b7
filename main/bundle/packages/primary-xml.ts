import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Relation } from '../../model/packages/os-package.ts';
import { type RpmFacts, rpmRelation } from '../../model/packages/rpm-package.ts';

const Entry = z.object({
  '@name': z.string().min(1),
  '@flags': z.string().optional(),
  '@epoch': z.string().optional(),
  '@ver': z.string().optional(),
  '@rel': z.string().optional(),
});
const Entries = z
  .object({ 'rpm:entry': z.array(Entry).default([]) })
  .or(z.literal('').transform(() => undefined))
  .optional();
const Hash = z.object({ '@type': z.string(), '#text': z.string() });

const Package = z.object({
  name: z.string(),
  arch: z.string(),
  version: z.object({ '@epoch': z.string().default('0'), '@ver': z.string(), '@rel': z.string() }),
  checksum: Hash,
  size: z.object({ '@package': z.string().regex(/^\d{1,15}$/) }),
  location: z.object({ '@href': z.string(), '@xml:base': z.string().optional() }),
  format: z.object({
    'rpm:provides': Entries,
    'rpm:requires': Entries,
    'rpm:conflicts': Entries,
    'rpm:obsoletes': Entries,
    file: z
      .array(z.union([z.string(), z.object({ '#text': z.string() }).transform((file) => file['#text'])]))
      .default([]),
  }),
});

const Repomd = z.object({
  repomd: z.object({
    data: z.array(
      z.object({
        '@type': z.string(),
        checksum: Hash,
        location: z.object({ '@href': z.string() }),
        size: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
      }),
    ),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // numbered characters too
  htmlEntities: true,
  isArray: (name) => name === 'rpm:entry' || name === 'file' || name === 'data',
});

/** A package of an rpm repository. */
export interface ListedRpm extends RpmFacts {
  readonly architecture: string;
  readonly href: string;
  readonly checksum: { readonly type: string; readonly hex: string };
  readonly sizeBytes: number;
}

/** The packages of primary.xml, one at a time: as one tree it would not fit into memory. Throws an Error for what is none. */
export function* readPrimary(xml: string): Generator<ListedRpm> {
  for (let start = xml.indexOf('<package '); start >= 0; ) {
    const end = xml.indexOf('</package>', start);
    if (end < 0) throw new Error('its primary.xml ends too early');
    const tree: unknown = parser.parse(xml.slice(start, end + '</package>'.length));
    const parsed = z.object({ package: Package }).safeParse(tree);
    if (!parsed.success) throw new Error('a package of its primary.xml cannot be read');
    const { package: found } = parsed.data;
    const { version, format, checksum, location } = found;
    if (location['@xml:base'] !== undefined)
      throw new Error(`${found.name} lies in another repository, which is not followed`);
    yield {
      name: found.name,
      version: `${version['@epoch']}:${version['@ver']}-${version['@rel']}`,
      architecture: found.arch,
      provides: relationsOf(format['rpm:provides']),
      requires: relationsOf(format['rpm:requires']),
      conflicts: relationsOf(format['rpm:conflicts']),
      obsoletes: relationsOf(format['rpm:obsoletes']),
      files: format.file,
      href: location['@href'],
      checksum: { type: checksum['@type'], hex: checksum['#text'] },
      sizeBytes: Number(found.size['@package']),
    };
    start = xml.indexOf('<package ', end);
  }
}

/** Where repomd.xml says the list of packages is. Throws an Error where it does not. */
export function primaryOf(xml: string): {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number | undefined;
} {
  const parsed = Repomd.safeParse(parser.parse(xml));
  if (!parsed.success) throw new Error('its repomd.xml cannot be read');
  const primary = parsed.data.repomd.data.find((each) => each['@type'] === 'primary');
  if (primary === undefined) throw new Error('its repomd.xml lists no primary.xml');
  const { checksum, location, size } = primary;
  if (checksum['@type'] !== 'sha256' || !/^[0-9a-f]{64}$/.test(checksum['#text'])) {
    throw new Error(`its repomd.xml vouches for primary.xml with ${checksum['@type']}, not with SHA-256`);
  }
  return {
    path: location['@href'],
    sha256: checksum['#text'],
    sizeBytes: size === undefined ? undefined : Number(size),
  };
}

function relationsOf(entries: z.infer<typeof Entries>): Relation[] {
  return (entries?.['rpm:entry'] ?? []).map((entry) => {
    const { '@name': name, '@flags': flags, '@epoch': epoch = '0', '@ver': version, '@rel': release } = entry;
    const whole = version === undefined ? '' : `${epoch}:${version}${release === undefined ? '' : `-${release}`}`;
    return rpmRelation(name, flags, whole);
  });
}
