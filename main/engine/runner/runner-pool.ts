import { randomBytes } from 'node:crypto';
import type { ArtifactSource } from '../../ports/artifact-source.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostPool, RunnerOptions } from '../../ports/host-pool.ts';
import type { HostAddress, HostConnector } from '../../ports/remote-host.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { SpreadOptions, SpreadOutcome } from '../../ports/spread.ts';
import type { RunResult } from '../../ports/step-context.ts';
import { BlobChain } from '../spread/blob-chain.ts';
import { ChainMachine } from '../spread/chain-machine.ts';
import { BlobUpload } from './blob-upload.ts';
import { HostLink } from './host-link.ts';
import { RemoteNodeRunner } from './node-runner.ts';
import { NodeScripts } from './node-scripts.ts';

export interface RunnerPoolParts {
  readonly connector: HostConnector;
  /** Where a machine of the inventory is reached. */
  readonly addressOf: (machine: string) => HostAddress;
  readonly artifacts: ArtifactSource;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** How long a lost machine is looked for; 10 minutes unless said otherwise. */
  readonly giveUpAfterMs?: number;
}

interface Machine {
  readonly link: HostLink;
  readonly scripts: NodeScripts;
  readonly blobs: BlobUpload;
}

/** Runners over SSH: one link a machine, whatever the number of runners. */
export class RunnerPool implements HostPool {
  readonly #parts: RunnerPoolParts;
  readonly #machines = new Map<string, Promise<Machine>>();
  readonly #closing = new AbortController();

  constructor(parts: RunnerPoolParts) {
    this.#parts = parts;
  }

  async runner(machine: string, options: RunnerOptions): Promise<RemoteNodeRunner> {
    const { artifacts, secrets } = this.#parts;
    return new RemoteNodeRunner({ ...(await this.#machine(machine)), artifacts, secrets }, options);
  }

  async settle(machine: string, options: RunnerOptions): Promise<RunResult | undefined> {
    return await (await this.runner(machine, options)).settle();
  }

  async spread({ machines, ...options }: SpreadOptions): Promise<SpreadOutcome> {
    const { artifacts, clock } = this.#parts;
    const reachable: ChainMachine[] = [];
    const left: { machine: string; why: string }[] = [];
    await Promise.all(
      machines.map(async ({ name, address }, place) => {
        try {
          reachable[place] = new ChainMachine({ name, address, artifacts, ...(await this.#machine(name)) });
        } catch (error) {
          left.push({ machine: name, why: error instanceof Error ? error.message : String(error) });
        }
      }),
    );
    const key = randomBytes(32).toString('hex');
    const chain = new BlobChain(reachable.filter(Boolean), { ...options, key, clock });
    const outcome = await chain.run();
    return { ...outcome, left: [...left, ...outcome.left] };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const machines = await Promise.allSettled(this.#machines.values());
    await Promise.all(
      machines.map((machine) => (machine.status === 'fulfilled' ? machine.value.link.close() : undefined)),
    );
  }

  #machine(name: string): Promise<Machine> {
    const known = this.#machines.get(name);
    if (known !== undefined) return known;
    const opened = this.#open(name);
    this.#machines.set(name, opened);
    // A machine that could not be reached is tried anew by the next who asks.
    opened.catch(() => this.#machines.delete(name));
    return opened;
  }

  async #open(name: string): Promise<Machine> {
    const { connector, addressOf, clock, giveUpAfterMs } = this.#parts;
    const reconnect = () => connector.connect(addressOf(name), this.#closing.signal);
    const host = await reconnect();
    const link = new HostLink({ host, reconnect, clock, ...(giveUpAfterMs === undefined ? {} : { giveUpAfterMs }) });
    const scripts = new NodeScripts(link);
    return { link, scripts, blobs: new BlobUpload(link, scripts) };
  }
}
