import type { InstalledPackages } from './installed-packages.ts';
import { answers, groupText, type OsPackage } from './os-package.ts';

/**
 * What would not stand on a target once everything carried lies there, told as sentences: a second look at a choice, which
 * knows nothing of how it was made. A package older than the installed one is left out, as nodes leave it out.
 */
export function faultsAfter(installed: InstalledPackages, carried: readonly OsPackage[]): string[] {
  const { rules } = installed;
  const arriving = carried.filter((each) => {
    const there = installed.named(each.name);
    return there === undefined || rules.compare(each.version, there.version) > 0;
  });
  const after = new Map([...installed.all(), ...arriving].map((each) => [each.name, each]));
  const isNew = new Set<OsPackage>(arriving);
  const providing = new Map<string, OsPackage[]>();
  for (const each of after.values()) {
    for (const { name } of each.provides) providing.set(name, [...(providing.get(name) ?? []), each]);
  }
  return [...after.values()].flatMap((each) => {
    const unmet = each.needs.filter(
      (group) =>
        (isNew.has(each) || installed.holds(group)) &&
        !group.some((relation) => providing.get(relation.name)?.some((other) => answers(other, relation, rules))),
    );
    const excluded = each.excludes.flatMap((relation) =>
      (providing.get(relation.name) ?? []).filter(
        (other) => other.name !== each.name && (isNew.has(each) || isNew.has(other)) && answers(other, relation, rules),
      ),
    );
    return [
      ...unmet.map((group) => `${each.name} ${each.version} lacks ${groupText(group)}`),
      ...excluded.map((other) => `${each.name} ${each.version} excludes ${other.name} ${other.version}`),
    ];
  });
}
