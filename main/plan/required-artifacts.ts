import type { ArtifactRef } from '../model/plan/artifact-ref.ts';
import type { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { PlannedRegistry } from '../model/plan/planned-registry.ts';
import type { PlannedNode } from '../model/plan/site-plan.ts';

export function registryArtifact(
  { companions }: Pick<KubernetesRelease, 'companions'>,
  { platform }: Pick<PlannedRegistry, 'platform'>,
): ArtifactRef {
  return { type: 'file', id: 'registry', version: companions.registry ?? '', platform };
}

/** Everything the plan's machines need from a bundle, once each, sorted: the same plan gives the same list. */
export function requiredArtifacts(
  release: KubernetesRelease,
  nodes: readonly PlannedNode[],
  siteRegistry: PlannedRegistry | undefined,
): ArtifactRef[] {
  const platforms = [...new Set(nodes.map(({ platform }) => platform))].sort();
  const images = [
    ...release.images,
    release.pauseImage,
    release.coreDnsImage,
    ...release.networkImages,
    release.verificationImage,
  ];
  const packages = new Map<string, ArtifactRef>();
  for (const { distribution, platform, packages: names } of nodes) {
    for (const name of names)
      packages.set(`${distribution} ${platform} ${name}`, { type: 'package', name, distribution, platform });
  }
  return [
    ...platforms.flatMap((platform) => [
      ...images.map((name): ArtifactRef => ({ type: 'image', name, platform })),
      ...kubernetesFiles.map((id): ArtifactRef => ({ type: 'file', id, version: release.version, platform })),
      ...companionFiles.map(
        (id): ArtifactRef => ({ type: 'file', id, version: release.companions[id] ?? '', platform }),
      ),
    ]),
    { type: 'file', id: 'flannel', version: release.companions.flannel ?? '', platform: 'any' },
    ...(siteRegistry === undefined ? [] : [registryArtifact(release, siteRegistry)]),
    ...[...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref),
  ];
}

const kubernetesFiles = ['kubeadm', 'kubelet', 'kubectl'];
const companionFiles = ['containerd', 'runc', 'cni-plugins'];
