import type { SpreadOptions, SpreadOutcome } from './spread.ts';
import type { NodeRunner, RunResult } from './step-context.ts';

/** A machine's runner for one run: the key names the remote work, the fence proves that we still hold the site. */
export interface RunnerOptions {
  readonly runKey: string;
  readonly fence: number;
  readonly signal: AbortSignal;
  readonly onLog: (text: string) => void;
}

/** Runners by machine name; links are opened when first needed and opened again after a drop. */
export interface HostPool {
  runner(machine: string, options: RunnerOptions): Promise<NodeRunner>;
  /** What became of remote work begun under this key: waits while it runs; undefined when it never started. */
  settle(machine: string, options: RunnerOptions): Promise<RunResult | undefined>;
  /** Blobs into the scratch store of many machines, once over the uplink: each passes on what it receives. */
  spread(options: SpreadOptions): Promise<SpreadOutcome>;
  close(): Promise<void>;
}
