/** The parts of the Bundle page, in the order a bundle's life goes; each has an address of its own. */
export const bundleSections = ['site', 'build', 'carry', 'take-in', 'push'] as const;
export type BundleSection = (typeof bundleSections)[number];

/** An address that names no part shows the first. */
export function bundleSectionOf(name: string | undefined): BundleSection {
  return bundleSections.find((id) => id === name) ?? 'site';
}
