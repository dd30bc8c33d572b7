import { z } from 'zod';
import { FoundImage } from '../charts/found-image.ts';
import type { ArtifactNeed } from './closure.ts';
import { Digest, Platform } from './digest.ts';

/**
 * What a chart needs, as it was found when the bundle was resolved: kept in the lock, so that completeness can be proven
 * again without the tool that rendered it.
 */
export const ChartRendering = z.strictObject({
  /** Id and version of the chart's item. */
  chart: z.string().min(1),
  version: z.string().min(1),
  release: z.string().min(1),
  namespace: z.string().min(1),
  kubernetesVersion: z.string(),
  /** Paths as the spec writes them. */
  values: z.array(z.strictObject({ path: z.string().min(1), digest: Digest })),
  /** Of the helm that rendered it. */
  helm: Digest,
  /** Those the bundle has to carry. */
  images: z.array(FoundImage),
  /** Those somebody decided not to carry. */
  ignored: z.array(FoundImage.extend({ reason: z.string().min(1), platform: Platform.optional() })),
});
export type ChartRendering = z.infer<typeof ChartRendering>;

/** One line that names a rendering to a person; where it is installed under another name, with that. */
export function chartRenderingLabel({ chart, version, release, namespace }: ChartRendering): string {
  const isPlain = release === chart && namespace === 'default';
  return isPlain ? `${chart} ${version}` : `${chart} ${version} (${namespace}/${release})`;
}

/** What the charts of a bundle ask it for: each its own archive and its images, on every platform of the bundle. */
export function chartNeeds(charts: readonly ChartRendering[], platforms: readonly string[]): ArtifactNeed[] {
  return charts.flatMap((each) => {
    const label = `chart ${chartRenderingLabel(each)}`;
    const own = platforms.map((platform) => ({
      ref: { type: 'file', id: each.chart, version: each.version, platform } as const,
      neededBy: [label],
    }));
    const images = each.images.flatMap(({ name, found }) =>
      platforms
        .filter((platform) => !each.ignored.some((one) => one.name === name && one.platform === platform))
        .map((platform) => ({
          ref: { type: 'image', name, platform } as const,
          neededBy: found.map((one) => `${label} (${one.in})`),
        })),
    );
    return [...own, ...images];
  });
}
