import { parse } from 'yaml';
import { KubernetesRelease } from '../model/plan/kubernetes-release.ts';

/** Reads bundles/kubernetes/*.yaml, newest first. Throws a plain Error naming file and field: the data ships with us. */
export function readReleases(files: Readonly<Record<string, string>>): KubernetesRelease[] {
  return Object.entries(files)
    .map(([file, source]) => {
      const parsed = KubernetesRelease.safeParse(parse(source));
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      throw new Error(`${file}: ${issue?.path.join('.')}: ${issue?.message}`);
    })
    .sort((a, b) => compareVersions(b.version, a.version));
}

/** Order of two versions such as v1.34.4; negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/^v/, '').split('.').map(Number)) as [
    number[],
    number[],
  ];
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
