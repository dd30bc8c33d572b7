import type { Text } from '../text.ts';
import { parseImageReference, repositoryName } from './image-reference.ts';
import type { LicenceDecision } from './licence-decision.ts';
import type { BundleItem } from './manifest.ts';

/** What the catalog knows of a component's licence. */
export interface ComponentLicence {
  readonly component: string;
  readonly name: string;
  /** What a person has to decide before it is carried; absent when nothing. */
  readonly decision?: Text | undefined;
  /** Registry and repository of its images. */
  readonly repositories: readonly string[];
  /** Names of its charts. */
  readonly charts: readonly string[];
}

export interface OpenDecision {
  readonly what: string;
  readonly licence: string;
  readonly artifacts: readonly string[];
  /** Why it is asked. */
  readonly question?: Text | undefined;
}

/**
 * Licences that forbid or restrict passing a copy on, or using it as a service, as SPDX and vendors write them. Source:
 * the SPDX licence list, and the vendors' own licence texts for those that are not on it.
 */
const restricting =
  /\b(SSPL-1\.0|BUSL-1\.1|Elastic-2\.0|Elastic License|RSAL|RSALv2|Redis Source Available|Confluent Community|CC-BY-NC|Commons-Clause|PolyForm|proprietary|commercial|EULA)\b/i;

/** What an artifact is called without its version: the word a decision or a stated licence uses. */
export function artifactName(item: BundleItem): string {
  if (item.type === 'package') return item.name;
  if (item.type === 'file') return item.id;
  const reference = parseImageReference(item.name);
  return reference === undefined ? item.name : repositoryName(reference);
}

function ownerOf(item: BundleItem, components: readonly ComponentLicence[]): ComponentLicence | undefined {
  const name = artifactName(item);
  return components.find(({ repositories, charts }) =>
    item.type === 'image'
      ? repositories.includes(name)
      : item.type === 'file' && item.kind === 'chart' && charts.includes(name),
  );
}

/** The licence by the spec's word, else by the image's label, else by the catalog; undefined where nobody says. */
export function licenceOf(
  item: BundleItem,
  stated: Readonly<Record<string, string>>,
  components: readonly ComponentLicence[],
): string | undefined {
  return stated[artifactName(item)] ?? item.licence ?? ownerOf(item, components)?.name;
}

/** What nobody decided yet, by the name a decision has to use. `items` carry their licences already. */
export function openDecisions(
  items: readonly BundleItem[],
  components: readonly ComponentLicence[],
  decisions: readonly LicenceDecision[],
): OpenDecision[] {
  const open = new Map<string, OpenDecision>();
  for (const item of items) {
    const owner = ownerOf(item, components);
    const asks = owner?.decision !== undefined;
    const licence = item.licence ?? owner?.name ?? '';
    if (!asks && !restricting.test(licence)) continue;
    const name = artifactName(item);
    const what = asks ? owner.component : name;
    if (decisions.some((decision) => decision.what === what || decision.what === name)) continue;
    const artifacts = [...(open.get(what)?.artifacts ?? []), name];
    open.set(what, { what, licence, artifacts: [...new Set(artifacts)], question: owner?.decision });
  }
  return [...open.values()].sort((a, b) => (a.what < b.what ? -1 : 1));
}
