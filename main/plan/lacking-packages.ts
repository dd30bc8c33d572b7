import type { KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import { packageFamily } from './package-family.ts';

/** Tools Kubernetes expects of a machine that were not found on it. */
export function lackingTools({ packages }: KubernetesRelease, { tools }: HostFacts): string[] {
  return packages.filter((tool) => tools[tool] !== true);
}

/** The packages that bring them, by the names of its system; none where those are not known. */
export function lackingPackages(release: KubernetesRelease, facts: HostFacts): string[] {
  const family = packageFamily(facts.os);
  if (family === undefined) return [];
  const names = release.packageNames?.[family] ?? {};
  return [...new Set(lackingTools(release, facts).map((tool) => names[tool] ?? tool))];
}
