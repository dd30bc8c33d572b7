import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { Derived } from '../model/plan/derived.ts';
import type { Cliff, KubernetesRelease } from '../model/plan/kubernetes-release.ts';
import type { Deviation } from '../model/plan/site-plan.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { text } from '../model/text.ts';

export interface ReleaseChoice {
  readonly release: KubernetesRelease;
  readonly figure: Derived;
  readonly deviations: Deviation[];
}

type Facts = Readonly<Record<string, Partial<Pick<HostFacts, 'cgroupVersion' | 'architecture' | 'pageSizeBytes'>>>>;

/** What was seen, and for machines nobody looked at yet what the customer says of all of them. */
export function knownFacts({ hardware, machines }: Requirements, facts: Readonly<Record<string, HostFacts>>): Facts {
  const { cgroupVersion, pageSizeBytes } = hardware;
  const isAllSeen = machines.length > 0 && machines.every(({ name }) => facts[name] !== undefined);
  if (isAllSeen || (cgroupVersion === undefined && pageSizeBytes === undefined)) return facts;
  const said = { ...(cgroupVersion && { cgroupVersion }), ...(pageSizeBytes && { pageSizeBytes }) };
  return { ...facts, 'hardware (as the customer says)': said };
}

/**
 * The release the requirements name, or the newest one whose cliffs no machine's facts hit. `releases` newest first.
 * Throws PLAN_E0001 when the named version is unknown or a blocker is hit.
 */
export function chooseRelease(
  requirements: Requirements,
  releases: readonly KubernetesRelease[],
  facts: Facts,
): ReleaseChoice {
  const wanted = requirements.kubernetes.version;
  if (wanted === 'auto') return newestFitting(releases, facts);
  const release = releases.find(({ version }) => matches(version, wanted));
  if (release === undefined) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `kubernetes.version ${wanted} is not known`,
      next: `Choose one of: ${releases.map(({ version }) => version).join(', ')}, or "auto".`,
    });
  }
  const hits = cliffsHit(release, facts);
  const blocker = hits.find(({ cliff }) => cliff.kind === 'blocker');
  if (blocker !== undefined) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `${release.version}: ${blocker.cliff.meaning.en} (${blocker.machines.join(', ')})`,
      next: 'Choose another version, or "auto".',
    });
  }
  const deviations = hits.map(({ cliff, machines }) => ({
    id: cliff.id,
    machines,
    meaning: cliff.meaning,
    acceptance: requirements.acceptances.find(({ deviation }) => deviation === cliff.id) ?? null,
  }));
  return {
    release,
    deviations,
    figure: versionFigure(release, 'the version asked for', { asked: wanted }, 'requirement', 'kubernetes.version'),
  };
}

function newestFitting(releases: readonly KubernetesRelease[], facts: Facts): ReleaseChoice {
  const release = releases.find((candidate) => cliffsHit(candidate, facts).length === 0);
  if (release === undefined) {
    throw new FerrymanError('PLAN_E0001', {
      detail: 'no Kubernetes version in the catalog fits these machines',
      next: 'Name a version in kubernetes.version and accept its deviations in writing, or change the machines.',
    });
  }
  const passedOver = releases.slice(0, releases.indexOf(release));
  const inputs = Object.fromEntries(
    passedOver.map((older) => [
      older.version,
      cliffsHit(older, facts)
        .map(({ cliff }) => cliff.id)
        .join(', '),
    ]),
  );
  const source = Object.keys(facts).length === 0 ? 'planner-default' : 'fact';
  return {
    release,
    deviations: [],
    figure: versionFigure(
      release,
      'the newest version none of whose cliffs the machines hit',
      inputs,
      source,
      'bundles/kubernetes',
    ),
  };
}

function versionFigure(
  release: KubernetesRelease,
  formula: string,
  inputs: Derived['inputs'],
  kind: Derived['source']['kind'],
  reference: string,
): Derived {
  return {
    value: release.version,
    unit: 'version',
    formula,
    inputs,
    source: { kind, reference },
    meaning: text('这批机器上能安全运行的 Kubernetes 版本', 'The Kubernetes version these machines can run safely'),
  };
}

function cliffsHit(release: KubernetesRelease, facts: Facts): { cliff: Cliff; machines: string[] }[] {
  return release.cliffs
    .map((cliff) => ({
      cliff,
      machines: Object.entries(facts)
        .filter(([, fact]) => fact[cliff.when.fact] === cliff.when.equals)
        .map(([name]) => name)
        .sort(),
    }))
    .filter(({ machines }) => machines.length > 0);
}

/** 1.34 and v1.34 name the newest patch release of that minor; 1.34.4 only itself. */
function matches(version: string, wanted: string): boolean {
  const plain = wanted.replace(/^v/, '');
  return version === `v${plain}` || version.startsWith(`v${plain}.`);
}
