import { z } from 'zod';
import { Platform } from '../model/bundle/digest.ts';
import { FullImageReference, parseImageReference } from '../model/bundle/image-reference.ts';
import { hostPartOf, isPrivate, oneKindOf, Path, Url, Word } from './spec-fields.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 small hex digits');
const Label = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'expected small letters, digits and hyphens');

/** How a chart is rendered to find its images: as the site will install it. */
const rendering = {
  /** Helm's name for the installation; the chart's own unless said otherwise. */
  release: Label.optional(),
  namespace: Label.default('default'),
  /** YAML files of values, the later ones win. */
  values: z.array(Path).default([]),
  /** Which Kubernetes the templates are told: charts decide by it what they start, and helm would take any. */
  kubernetesVersion: z.string().regex(/^v?\d+\.\d+(\.\d+)?$/, 'expected a version such as v1.34.4'),
  /** Images found in it that are not carried, and why. */
  ignore: z
    .array(
      z.strictObject({
        image: FullImageReference,
        /** Only for this platform of the bundle; for all unless said otherwise. */
        platform: Platform.optional(),
        reason: z.string().min(1).max(300),
      }),
    )
    .default([]),
};

/** A chart archive (.tgz), or a chart's folder. */
const LocalChart = z.strictObject({ path: Path, ...rendering });
export type LocalChart = z.infer<typeof LocalChart>;

const RepositoryChart = z.strictObject({
  /** The folder that holds index.yaml. */
  repository: Url.refine(isPrivate, 'expected an https address: an index without TLS proves nothing'),
  name: Word,
  version: Word,
  /** Of the chart's archive: then the index has to say the same. */
  sha256: Sha256.optional(),
  ...rendering,
});
export type RepositoryChart = z.infer<typeof RepositoryChart>;

/** As Helm writes it: oci://ghcr.io/acme/charts/web, with @sha256:… where its manifest's digest is known. */
const OciAddress = z
  .string()
  .refine(
    (address) => ociReference(address, 'v1') !== undefined,
    'expected an address such as oci://ghcr.io/acme/charts/web, without tag',
  );
const OciChart = z.strictObject({ oci: OciAddress, version: Word, ...rendering });
export type OciChart = z.infer<typeof OciChart>;

export const ChartSpec = oneKindOf(
  { path: LocalChart, repository: RepositoryChart, oci: OciChart },
  'expected one of path (a chart archive or folder), repository (the address of a chart repository), oci (an address in a registry)',
);
export type ChartSpec = z.infer<typeof ChartSpec>;

/** A program the builder lends: it is started only while its content is this digest's. */
export const ToolSpec = z.strictObject({ id: z.enum(['helm']), platform: Platform, path: Path, sha256: Sha256 });
export type ToolSpec = z.infer<typeof ToolSpec>;

/** The image reference behind an oci:// address; Helm writes a version's + as _ in tags. undefined for anything else. */
export function ociReference(address: string, version: string) {
  const [, name = '', digest] =
    /^oci:\/\/([^@:]*(?::\d{1,5}\/[^@:]*)?)(?:@(sha256:[0-9a-f]{64}))?$/.exec(address) ?? [];
  const tagged = parseImageReference(`${name}:${version.replaceAll('+', '_')}`);
  return tagged === undefined ? undefined : { ...tagged, ...(digest === undefined ? {} : { digest }) };
}

/** What a chart entry says of where it comes from, for messages. */
export function chartLabel(chart: ChartSpec): string {
  if ('path' in chart) return chart.path;
  return 'oci' in chart
    ? `${chart.oci} ${chart.version}`
    : `${chart.name} ${chart.version} (${hostPartOf(chart.repository)})`;
}
