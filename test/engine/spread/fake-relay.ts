import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Blob } from '../../../main/engine/runner/blob-upload.ts';
import type { RelayMachine } from '../../../main/engine/spread/relay-machine.ts';
import type { RemoteResult } from '../../../main/ports/remote-host.ts';
import { FakeClock } from '../fake-clock.ts';

export const blobsOf = (...sizes: readonly number[]): Blob[] =>
  sizes.map((sizeBytes, index) => ({
    digest: `sha256:${createHash('sha256').update(`${index}`).digest('hex')}`,
    sizeBytes,
  }));

const total = (blobs: readonly Blob[]) => blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

interface Sketch {
  readonly name: string;
  /** Bytes a second it can take; `cutAtMs` ends that and its link to us, `slowAtMs` halves it. */
  readonly rate?: number;
  readonly cutAtMs?: number;
  readonly slowAtMs?: number;
  /** Exit code of `listen` instead of listening. */
  readonly refusesWith?: number;
}

/**
 * Machines between which bytes flow as time passes: every wait of the clock moves what a second moves. The bytes that left
 * the uplink are counted.
 */
export class FakeFleet {
  readonly clock: FlowingClock;
  readonly machines: FakeMachine[];
  uplinkBytes = 0;

  constructor(sketches: readonly Sketch[], blobs: readonly Blob[], uplinkRate: number) {
    this.clock = new FlowingClock((nowMs, ms) => this.#flow(nowMs, ms, uplinkRate));
    this.machines = sketches.map((sketch) => new FakeMachine(sketch, total(blobs), this));
  }

  named(address: string): FakeMachine | undefined {
    return this.machines.find((machine) => machine.address === address);
  }

  #flow(nowMs: number, ms: number, uplinkRate: number): void {
    for (const machine of this.machines) machine.ageTo(nowMs);
    for (const machine of this.machines) {
      if (machine.feeding === undefined) continue;
      const most = Math.min(uplinkRate, machine.rate(nowMs)) * (ms / 1000);
      const moved = Math.min(most, machine.totalBytes - machine.held);
      machine.held += moved;
      this.uplinkBytes += moved;
    }
    for (const machine of this.machines) machine.passOn(nowMs, ms);
    for (const machine of this.machines) machine.tell();
  }
}

/** As the fake clock, but something happens while time passes, and everybody is told before the wait ends. */
class FlowingClock extends FakeClock {
  readonly #flow: (nowMs: number, ms: number) => void;

  constructor(flow: (nowMs: number, ms: number) => void) {
    super();
    this.#flow = flow;
  }

  override async wait(ms: number, signal?: AbortSignal): Promise<void> {
    await super.wait(ms, signal);
    this.#flow(this.elapsedMs(), ms);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}

interface Verb {
  readonly onLine: (line: string) => void;
  readonly end: (exitCode: number | null) => void;
}

export class FakeMachine implements RelayMachine {
  readonly name: string;
  readonly address: string;
  readonly totalBytes: number;
  held = 0;
  feeding: { readonly done: () => void; readonly failed: (error: unknown) => void } | undefined;
  readonly #sketch: Sketch;
  readonly #fleet: FakeFleet;
  #watch: Verb | undefined;
  #forward: (Verb & { readonly to: FakeMachine }) | undefined;

  constructor(sketch: Sketch, totalBytes: number, fleet: FakeFleet) {
    this.#sketch = sketch;
    this.#fleet = fleet;
    this.name = sketch.name;
    this.address = `address of ${sketch.name}`;
    this.totalBytes = totalBytes;
  }

  rate(nowMs: number): number {
    const { rate = Number.POSITIVE_INFINITY, cutAtMs, slowAtMs } = this.#sketch;
    if (cutAtMs !== undefined && nowMs > cutAtMs) return 0;
    return slowAtMs !== undefined && nowMs > slowAtMs ? rate / 2 : rate;
  }

  async upload(_blobs: readonly Blob[], signal: AbortSignal): Promise<void> {
    await new Promise<void>((done, failed) => {
      this.feeding = { done, failed };
      signal.addEventListener('abort', () => failed(signal.reason));
    }).finally(() => {
      this.feeding = undefined;
    });
  }

  async relay(
    [verb, address]: readonly string[],
    stdin: Readable,
    onLine: (line: string) => void,
  ): Promise<RemoteResult> {
    const exitCode = await new Promise<number | null>((end) => {
      stdin.on('end', () => end(0)).resume();
      if (verb === 'listen') {
        if (this.#sketch.refusesWith !== undefined) end(this.#sketch.refusesWith);
        else onLine('listening');
      }
      if (verb === 'watch') {
        this.#watch = { onLine, end };
        onLine(`${this.held}`);
      }
      const to = this.#fleet.named(address ?? '');
      if (verb === 'forward' && to !== undefined) {
        this.#forward = { onLine, end, to };
        stdin.on('end', () => {
          if (this.#forward?.end === end) this.#forward = undefined;
        });
        onLine('forwarding');
      }
    });
    return { exitCode, stdout: '', stderr: '' };
  }

  /** A machine that is cut off says nothing more; only who sends to it may notice. */
  ageTo(nowMs: number): void {
    const { cutAtMs } = this.#sketch;
    if (cutAtMs === undefined || nowMs <= cutAtMs) return;
    this.#watch = undefined;
    this.#forward = undefined;
  }

  passOn(nowMs: number, ms: number): void {
    const to = this.#forward?.to;
    if (to === undefined) return;
    const most = to.rate(nowMs) * (ms / 1000);
    to.held = Math.max(to.held, Math.min(this.held, to.held + most));
    if (to.held >= this.totalBytes) this.#forward?.end(0);
  }

  tell(): void {
    this.#watch?.onLine(`${this.held}`);
    if (this.held >= this.totalBytes) this.feeding?.done();
  }
}
