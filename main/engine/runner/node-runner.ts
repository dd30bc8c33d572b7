import { sha256Hex } from '../../model/canonical-json.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import type { RunnerOptions } from '../../ports/host-pool.ts';
import type { RemoteCommand, RemoteHost, RemoteResult } from '../../ports/remote-host.ts';
import type { Secrets } from '../../ports/secrets.ts';
import {
  type NodeRunner,
  type NodeScript,
  type RunResult,
  type ScriptResult,
  scratchPathOf,
} from '../../ports/step-context.ts';
import type { BlobUpload } from './blob-upload.ts';
import type { HostLink } from './host-link.ts';
import type { NodeScripts } from './node-scripts.ts';
import { cleanText } from './remote-text.ts';
import { UnitRuns } from './unit-runs.ts';

export interface NodeRunnerParts {
  readonly link: HostLink;
  /** Shared by all runners of a machine, so that a script is looked for once. */
  readonly scripts: NodeScripts;
  /** Shared likewise. */
  readonly blobs: BlobUpload;
  readonly artifacts: ArtifactSource;
  readonly secrets: Secrets;
}

/** One machine for one run: everything it starts carries the run's key and fence. */
export class RemoteNodeRunner implements NodeRunner {
  readonly #parts: NodeRunnerParts;
  readonly #options: RunnerOptions;
  readonly #units: UnitRuns;

  constructor(parts: NodeRunnerParts, options: RunnerOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#units = new UnitRuns(parts.link, parts.scripts, parts.secrets);
  }

  get host(): RemoteHost {
    return this.#parts.link.host;
  }

  observe(script: NodeScript, args: readonly string[]): Promise<ScriptResult> {
    return this.#now('observe', script, args);
  }

  scratch(script: NodeScript, args: readonly string[]): Promise<ScriptResult> {
    return this.#now('scratch', script, args);
  }

  async exec(command: RemoteCommand): Promise<RemoteResult> {
    if (command.class === 'mutate')
      throw new FerrymanError('INTERNAL_E0001', { detail: 'exec never changes a machine' });
    return await this.#parts.link.exec({ signal: this.#options.signal, ...command });
  }

  async mutate(
    script: NodeScript,
    args: readonly string[],
    options: { readonly secrets?: Readonly<Record<string, string>>; readonly part?: string } = {},
  ): Promise<RunResult> {
    const { runKey, fence } = this.#options;
    const key = options.part === undefined ? runKey : `${runKey}.${options.part}`;
    return await this.#units.run({ key, fence, script, args, secretFiles: options.secrets ?? {} }, this.#options);
  }

  async upload(blobs: readonly { readonly digest: string; readonly sizeBytes: number }[]): Promise<void> {
    await this.#parts.blobs.upload(blobs, this.#parts.artifacts, this.#options.signal);
  }

  async writeScratch(content: string): Promise<string> {
    const bytes = Buffer.from(content);
    const digest = `sha256:${sha256Hex(bytes)}`;
    await this.#parts.blobs.put(digest, bytes, this.#options.signal);
    return scratchPathOf(digest);
  }

  /** What became of remote work begun under this run's key; see UnitRuns.settle. */
  async settle(): Promise<RunResult | undefined> {
    return await this.#units.settle(this.#options.runKey, this.#options.signal);
  }

  /** Differs after every restart of the machine, also where it shares a kernel: `<boot id>/<start of PID 1 in ticks>`. */
  async incarnation(): Promise<string> {
    const argv = ['cat', '/proc/sys/kernel/random/boot_id', '/proc/1/stat'];
    const { stdout } = await this.exec({ class: 'observe', argv });
    const [bootId = '', stat = ''] = stdout.split('\n');
    // The process name may hold spaces and parentheses; the start time is the 20th field after it.
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${bootId}/${startTicks}`;
  }

  async #now(commandClass: 'observe' | 'scratch', script: NodeScript, args: readonly string[]): Promise<ScriptResult> {
    const { scripts, secrets } = this.#parts;
    const result = await scripts.run(script, { class: commandClass, args, signal: this.#options.signal });
    return {
      exitCode: result.exitCode ?? -1,
      stdout: cleanText(result.stdout, secrets),
      stderr: cleanText(result.stderr, secrets),
    };
  }
}
