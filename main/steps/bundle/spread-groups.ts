import { type Carried, stepId } from '../../model/operation/step-kind.ts';
import type { ArtifactRef } from '../../model/plan/artifact-ref.ts';
import { imagesOf, type PlannedNode, type SitePlan } from '../../model/plan/site-plan.ts';
import { predictSpread, type SpreadPrediction } from '../../model/plan/spread-way.ts';

export interface SpreadGroup {
  readonly machines: readonly Pick<PlannedNode, 'name' | 'address'>[];
  /** In order of need. */
  readonly artifacts: readonly ArtifactRef[];
  /** A layer that several images share is counted with each. */
  readonly sizeBytes: number;
  readonly prediction: SpreadPrediction;
}

/**
 * What every node of one platform needs, where sending it along a chain is worth it by prediction. Never on the practice
 * fleet, whose hosts have no network between them.
 */
export function spreadGroups(plan: SitePlan, { sizeOf }: Carried): SpreadGroup[] {
  const rate = plan.assumptions.find(({ id }) => id === 'uplink-megabytes')?.value;
  if (plan.isPractice || rate === undefined) return [];
  return [...new Set(plan.nodes.map(({ platform }) => platform))].flatMap((platform) => {
    const machines = plan.nodes.filter((node) => node.platform === platform);
    const artifacts = commonTo(plan, platform);
    const sizeBytes = artifacts.reduce((sum, ref) => sum + sizeOf(ref), 0);
    const prediction = predictSpread(machines.length, sizeBytes, rate * 1_000_000);
    return prediction.way === 'chain' ? [{ machines, artifacts, sizeBytes, prediction }] : [];
  });
}

/** What a step that uploads to a node waits for. */
export function spreadFirst(groups: readonly SpreadGroup[], name: string): string[] {
  return groups
    .filter(({ machines }) => machines.some((machine) => machine.name === name))
    .map((group) => stepId('bundle/spread', headOf(group)));
}

export function headOf({ machines }: Pick<SpreadGroup, 'machines'>): string {
  return machines[0]?.name ?? '';
}

function commonTo({ release }: SitePlan, platform: string): ArtifactRef[] {
  const companions = ['containerd', 'runc', 'cni-plugins'].map(
    (id): ArtifactRef => ({ type: 'file', id, version: release.companions[id] ?? '', platform }),
  );
  const tools = ['kubeadm', 'kubelet', 'kubectl'].map(
    (id): ArtifactRef => ({ type: 'file', id, version: release.version, platform }),
  );
  const images = imagesOf({ release }, 'worker').map((name): ArtifactRef => ({ type: 'image', name, platform }));
  return [...companions, ...images, ...tools];
}
