import { Readable } from 'node:stream';
import { z } from 'zod';
import type { EngineParts } from '../../main/engine/engine-parts.ts';
import { OperationEngine } from '../../main/engine/operation-engine.ts';
import { FerrymanError } from '../../main/model/errors/ferryman-error.ts';
import type { OperationPlan } from '../../main/model/operation/operation-plan.ts';
import type { ProbeResult } from '../../main/model/operation/step-kind.ts';
import type { HostPool, RunnerOptions } from '../../main/ports/host-pool.ts';
import type { RemoteHost } from '../../main/ports/remote-host.ts';
import { defineStep, type NodeRunner, type NodeScript, type RunResult } from '../../main/ports/step-context.ts';
import { factsOf } from '../plan/fixture.ts';
import { FakeClock } from './fake-clock.ts';
import type { MemoryStore } from './memory-store.ts';

const script: NodeScript = { name: 'host/effect', source: '', sha256: '' };
const idOf = (input: unknown) => z.object({ id: z.string() }).parse(input).id;

export type Behaviour = 'works' | 'fails' | 'is blocked' | 'does nothing';
/** When the link breaks under a run: before it began, while it runs, or never. */
export type LinkFate = 'holds' | 'breaks before' | 'breaks during';

/**
 * Machines whose whole state is a map of effects. What is sent is written down in order; a run that lost its link goes
 * on by itself and is over when it is settled, as a transient unit on a real machine.
 */
export class FakeSite {
  readonly effects = new Map<string, number>();
  readonly calls: string[] = [];
  readonly broken: string[] = [];
  readonly clock = new FakeClock();
  behave: (id: string) => Behaviour = () => 'works';
  linkFate: (id: string, nth: number) => LinkFate = () => 'holds';
  onMutate: (id: string) => void = () => undefined;
  mostAtOnce = 0;
  readonly #runs = new Map<string, () => void>();
  readonly #tries = new Map<string, number>();
  #running = 0;

  engine(plan: OperationPlan, store: MemoryStore, operationId = 'op'): OperationEngine {
    const parts: EngineParts = {
      operation: { id: operationId, planHash: 'hash', plan, createdAt: '2026-11-21T00:00:00Z' },
      store,
      kinds: [this.#kind()],
      hosts: this.#hosts(store),
      artifacts: { manifestHash: '', sizeOf: () => undefined, read: () => Readable.from([]) },
      openSiteRegistry: async () => {
        throw new Error('not asked for here');
      },
      secrets: {
        get: async () => '',
        put: () => undefined,
        forget: () => undefined,
        redact: (text) => text.replaceAll('geheim', '•••'),
      },
      facts: () => factsOf(),
      siteMachine: 'node-1',
      clock: this.clock,
      fence: 1,
      engineName: 'test',
    };
    return new OperationEngine(parts);
  }

  /** Effects as a plain object, sorted: what two ends of an operation are compared by. */
  state(): Record<string, number> {
    return Object.fromEntries([...this.effects].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Ids that were mutated twice without a probe in between. */
  blindRepeats(): string[] {
    const open = new Set<string>();
    return this.calls.flatMap((call) => {
      const [verb, id = ''] = call.split(' ');
      if (verb === 'probe') open.delete(id);
      if (verb !== 'mutate') return [];
      const isBlind = open.has(id);
      open.add(id);
      return isBlind ? [id] : [];
    });
  }

  #kind() {
    const probe = (id: string): ProbeResult => {
      this.calls.push(`probe ${id}`);
      if (this.behave(id) === 'is blocked') return { state: 'blocked', evidence: 'a stranger lives here' };
      return this.effects.has(id)
        ? { state: 'satisfied', evidence: 'the effect is there' }
        : { state: 'needed', evidence: 'no effect' };
    };
    return defineStep({
      kind: 'host/effect',
      phase: 'host',
      class: 'reversible',
      input: z.unknown(),
      weightMs: () => 1,
      expand: () => [],
      probe: async (_context, input) => probe(idOf(input)),
      apply: async (context, input) => {
        const { exitCode } = await context.node.mutate(script, [idOf(input)]);
        if (exitCode !== 0)
          throw new FerrymanError('HOST_E0003', { machine: 'node-1', exitCode }, { target: 'node-1' });
      },
      verify: async (_context, input) => probe(idOf(input)),
    });
  }

  #hosts(store: MemoryStore): HostPool {
    return {
      runner: async (machine, options) => this.#runner(machine, options, store),
      settle: async (_machine, { runKey }) => {
        this.calls.push(`settle ${runKey}`);
        this.#runs.get(runKey)?.();
        this.#runs.delete(runKey);
        return undefined;
      },
      spread: async () => ({ reached: [], left: [] }),
      close: async () => undefined,
    };
  }

  #runner(machine: string, { runKey, onLog }: RunnerOptions, store: MemoryStore): NodeRunner {
    const missing = () => {
      throw new Error('not asked for here');
    };
    const host: RemoteHost = {
      name: machine,
      address: '',
      hostKeyFingerprint: '',
      exec: missing,
      forward: missing,
      closed: new Promise(() => undefined),
      close: async () => undefined,
    };
    return {
      host,
      observe: missing,
      scratch: missing,
      exec: missing,
      upload: missing,
      writeScratch: missing,
      mutate: async (_script, [id = '']): Promise<RunResult> => {
        onLog(`working on ${id} with geheim`);
        return await this.#mutate(id, runKey, store);
      },
    };
  }

  async #mutate(id: string, runKey: string, store: MemoryStore): Promise<RunResult> {
    const isBegun = store.entries.some(({ event }) => event.type === 'step-begun' && event.runKey === runKey);
    if (!isBegun) this.broken.push(`${id} before its begin was durable`);
    const nth = (this.#tries.get(id) ?? 0) + 1;
    this.#tries.set(id, nth);
    const fate = this.linkFate(id, nth);
    const gone = () => new FerrymanError('SSH_E0005', { machine: 'node-1', detail: 'reset' });
    if (fate === 'breaks before') throw gone();
    this.calls.push(`mutate ${id}`);
    this.onMutate(id);
    const finish = () => {
      if (this.behave(id) === 'works') this.effects.set(id, (this.effects.get(id) ?? 0) + 1);
    };
    if (fate === 'breaks during' || store.isDead) {
      this.#runs.set(runKey, finish);
      throw gone();
    }
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    await new Promise(setImmediate);
    this.#running -= 1;
    finish();
    const isFailing = this.behave(id) === 'fails';
    return { exitCode: isFailing ? 1 : 0, log: '', changes: [{ target: id, before: 'none', after: 'there' }] };
  }
}
