import type { z } from 'zod';
import type { ArtifactRef, ResolvedArtifact } from '../plan/artifact-ref.ts';
import type { SitePlan } from '../plan/site-plan.ts';
import type { Text } from '../text.ts';
import type { StepClass, StepEvidence } from './operation-plan.ts';

/** The order in which an operation goes; a phase is also the folder of its step kinds. */
export const phases = ['trust', 'host', 'bundle', 'runtime', 'cluster', 'addons', 'services', 'handover'] as const;
export type Phase = (typeof phases)[number];

/** What a probe found: nothing to do, something to do, or a reason why it must not be done. */
export interface ProbeResult extends StepEvidence {
  readonly state: 'satisfied' | 'needed' | 'blocked';
}

/** One step a target: the path id follows from both. */
export function stepId(kind: string, target: string): string {
  return `/${kind}/${target}`;
}

/** One step of an operation plan as its kind drafts it; the planner adds what every step shares. */
export interface StepDraft<Input> {
  readonly title: Text;
  /** Machine it works on, or `site`. */
  readonly target: string;
  readonly input: Input;
  /** Ids, such as `/runtime/containerd/node-3`, of what must be done first. */
  readonly needs: readonly string[];
  /** At most `limits[group]` steps of a group run at once (1 unless the plan says more). */
  readonly groups?: readonly string[];
}

/** An image of the bundle: its full upstream reference, and the digest that is to be found under it. */
export interface CarriedImage {
  readonly name: string;
  readonly digest: string;
}

/** What the bundle is, for a step that goes by it; empty before there is one. */
export interface Carried {
  /** Every image, in the order of their names. */
  readonly images: readonly CarriedImage[];
  /** Without asking for it: 0 where the bundle does not hold it. */
  readonly sizeOf: (ref: ArtifactRef) => number;
}

/** Answers the artifact as the bundle holds it. */
export type NeedArtifact = (ref: ArtifactRef) => ResolvedArtifact;

/**
 * What the engine can do, one file each. Everything but `probe`, `apply`, `verify` is known without running anything,
 * so that the planner and the closure proof need no engine. `Context` is the engine's side (ports).
 */
export interface StepKind<Input, Context> {
  /** `<phase>/<name>`, such as `runtime/containerd`. */
  readonly kind: string;
  readonly phase: Phase;
  readonly class: StepClass;
  readonly input: z.ZodType<Input>;
  /** Expected duration in ms on an ordinary machine; progress and the first ETA rest on it. */
  readonly weightMs: (input: Input) => number;
  /**
   * The steps of this kind that a site plan asks for. Whatever a step can touch is asked for with `need`, so that the
   * operation plan carries its digest; the closure proof is that every need was met.
   */
  readonly expand: (plan: SitePlan, need: NeedArtifact, carried: Carried) => readonly StepDraft<Input>[];
  /** Sends nothing but observe (and scratch) commands. */
  readonly probe: (context: Context, input: Input) => Promise<ProbeResult>;
  readonly apply: (context: Context, input: Input) => Promise<void>;
  /** Like probe; `satisfied` is success. Left out: the probe is asked again. */
  readonly verify?: (context: Context, input: Input) => Promise<ProbeResult>;
}
