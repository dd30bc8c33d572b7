import type { StepKind } from '../model/operation/step-kind.ts';
import type { PlannedRegistry } from '../model/plan/planned-registry.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { RemoteHost } from './remote-host.ts';
import type { Secrets } from './secrets.ts';
import type { SiteRegistry } from './site-registry.ts';
import type { SpreadOptions, SpreadOutcome } from './spread.ts';

/** A bash script that lies beside its step, known on the node by its SHA-256. */
export interface NodeScript {
  /** Such as `runtime/containerd`; for people. */
  readonly name: string;
  readonly source: string;
  readonly sha256: string;
}

export interface ScriptResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One thing a script changed on a node, as it recorded it itself. */
export interface NodeChange {
  readonly target: string;
  readonly before: string;
  readonly after: string;
}

export interface RunResult {
  readonly exitCode: number;
  /** The last 64 KiB of the run's log, stripped and redacted. */
  readonly log: string;
  readonly changes: readonly NodeChange[];
}

/** One machine as steps see it: scripts and artifacts, no shell strings. */
export interface NodeRunner {
  readonly host: RemoteHost;
  /** Runs a script now, over the link; it must not change anything outside scratch. */
  observe(script: NodeScript, args: readonly string[]): Promise<ScriptResult>;
  /** The same for a script that writes in scratch, and is not repeated when the link breaks. */
  scratch(script: NodeScript, args: readonly string[]): Promise<ScriptResult>;
  /** A command of our own in scratch or observe class. */
  readonly exec: RemoteHost['exec'];
  /**
   * Runs a script as a transient systemd unit that outlives the link; re-attaches after a drop.
   * The same key never starts twice. Secrets reach it as 0600 files on tmpfs: `$FERRYMAN_SECRETS/<name>`.
   */
  mutate(
    script: NodeScript,
    args: readonly string[],
    options?: { readonly secrets?: Readonly<Record<string, string>>; readonly part?: string },
  ): Promise<RunResult>;
  /** Brings blobs into the node's scratch store, only the missing ones, resumed at the byte; answers their paths there. */
  upload(blobs: readonly { readonly digest: string; readonly sizeBytes: number }[]): Promise<void>;
  /** Writes a small text into scratch by its digest; answers the path. */
  writeScratch(content: string): Promise<string>;
}

/** Where a blob lies on a node, whatever brought it there. */
export function scratchPathOf(digest: string): string {
  return `/var/lib/ferryman/blobs/sha256/${digest.replace('sha256:', '')}`;
}

/** What a step is given: its machine, the others, the bundle, secrets, and ways to report. */
export interface StepContext {
  /** The step's own machine; for `site` steps the first control-plane node. */
  readonly node: NodeRunner;
  nodeNamed(machine: string): Promise<NodeRunner>;
  /** Blobs to many machines, once over the uplink; who was left out gets them by `upload`. */
  spread(options: Pick<SpreadOptions, 'machines' | 'blobs' | 'port'>): Promise<SpreadOutcome>;
  /** The site's own registry, with what the bundle would bring into it. */
  openSiteRegistry(registry: PlannedRegistry): Promise<SiteRegistry>;
  readonly artifacts: ArtifactSource;
  readonly secrets: Secrets;
  /** Facts of a machine as read when the operation was planned. */
  facts(machine: string): HostFacts;
  readonly signal: AbortSignal;
  /** Share done, 0 to 1, with what is going on in a few words; never durable. */
  report(share: number, what?: string): void;
}

export type EngineStepKind<Input = unknown> = StepKind<Input, StepContext>;

export function defineStep<Input>(kind: EngineStepKind<Input>): EngineStepKind<Input> {
  return kind;
}

/** `node` is the registry's machine. SITE_E0007 where no registry was set up there. */
export type SiteRegistryOpener = (
  registry: PlannedRegistry,
  node: NodeRunner,
  signal: AbortSignal,
) => Promise<SiteRegistry>;
