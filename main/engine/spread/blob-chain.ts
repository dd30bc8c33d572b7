import type { Clock } from '../../ports/clock.ts';
import type { SpreadOutcome } from '../../ports/spread.ts';
import type { Blob } from '../runner/blob-upload.ts';
import { blobsScript } from '../runner/own-scripts.ts';
import { Pace } from './pace.ts';
import type { RelayMachine } from './relay-machine.ts';
import { type RunningVerb, startVerb } from './running-verb.ts';

const lookEveryMs = 1_000;
/** Over this time a machine's speed is judged. */
const windowMs = 4_000;
/** Slower than this share of the machine before it, for so long and while it is far behind: its link is the slow one. */
const slowShare = 0.6;
const slowForMs = 3_000;
/** Far behind: more than this many bytes, or this share of all. */
const farBytes = 16 * 2 ** 20;
const farShare = 0.05;

/** So long without a byte, while the machine before it has more and is alive: it is out of reach from there. */
const stillMs = 9_000;
/**
 * A machine that says nothing for so long is gone, unless the others are about as silent: then it is the uplink, which may
 * come back, or everybody is busy.
 */
const silentMs = 6_000;
const silentTimes = 3;
const uplinkAwayMs = 30_000;
/** What the last machines need to check and keep their last blob. */
const lastCheckMs = 10_000;

interface Member {
  readonly machine: RelayMachine;
  readonly pace: Pace;
  readonly verbs: RunningVerb[];
  /** Sends to the next one. */
  forward: RunningVerb | undefined;
  /** Since when the one before it sends to it, or we do. */
  fedSinceMs: number | undefined;
  /** Since when the one before it has held more. */
  behindSinceMs: number | undefined;
  /** Since when it has been far behind and slower. */
  slowSinceMs: number | undefined;
  /** Out of the chain since, and the reason. */
  why: string | undefined;
}

export interface ChainParts {
  readonly blobs: readonly Blob[];
  /** Where the machines listen, for as long as the chain lasts. */
  readonly port: number;
  /** Made for this chain alone. */
  readonly key: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Share of all bytes that have arrived where they are to be. */
  readonly onProgress: (share: number) => void;
}

/**
 * Blobs to many machines over one uplink: the first gets them from here, each passes on to the next what it holds while it
 * still receives. A machine that is lost, stands still or is slow is left out, and the one before it goes on with the next:
 * whoever is left out keeps what has arrived and gets the rest later, from here.
 */
export class BlobChain {
  readonly #parts: ChainParts;
  readonly #totalBytes: number;
  readonly #members: readonly Member[];
  readonly #done = Promise.withResolvers<void>();
  #startedMs = 0;
  /** Ends the upload to the first one when that is left out. */
  #feeding: AbortController | undefined;

  /** In the order of the chain. */
  constructor(machines: readonly RelayMachine[], parts: ChainParts) {
    this.#parts = parts;
    this.#totalBytes = parts.blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.#members = machines.map((machine) => {
      return {
        machine,
        pace: new Pace(windowMs),
        verbs: [],
        forward: undefined,
        fedSinceMs: undefined,
        behindSinceMs: undefined,
        slowSinceMs: undefined,
        why: undefined,
      };
    });
  }

  /** Rejects with the signal's reason only: what no machine could be given is told by the outcome. */
  async run(): Promise<SpreadOutcome> {
    const { signal } = this.#parts;
    this.#startedMs = this.#parts.clock.elapsedMs();
    const hangUp = () => {
      for (const verb of this.#members.flatMap(verbsOf)) verb.hangUp();
    };
    signal.addEventListener('abort', hangUp);
    try {
      await Promise.all(this.#members.slice(1).map((member) => this.#listen(member)));
      for (const member of this.#live()) this.#watch(member);
      for (const member of this.#live()) this.#forward(member);
      // what is asked of the first one later would stand behind the upload's bytes on its link
      const verbs = this.#live().flatMap(verbsOf);
      await Promise.all(verbs.map(({ begun, ended }) => Promise.race([begun, ended])));
      await Promise.all([this.#feed(), this.#look()]);
      await this.#lastChecks();
    } finally {
      signal.removeEventListener('abort', hangUp);
      hangUp();
    }
    const left = this.#members.filter((member) => member.why !== undefined && !this.#isWhole(member));
    return {
      reached: this.#members.filter((member) => !left.includes(member)).map(({ machine }) => machine.name),
      left: left.map(({ machine, why = '' }) => ({ machine: machine.name, why })),
    };
  }

  #live(): Member[] {
    return this.#members.filter(({ why }) => why === undefined);
  }

  #isWhole({ pace }: Member): boolean {
    return pace.bytes >= this.#totalBytes;
  }

  async #listen(member: Member): Promise<void> {
    const { port } = this.#parts;
    const verb = startVerb(member.machine, ['listen', String(port), blobsScript.sha256], this.#parts);
    member.verbs.push(verb);
    const refused = verb.ended.then((exitCode) => {
      const words: Readonly<Record<number, string>> = {
        31: 'it has no socat',
        32: `port ${port} is in use there`,
      };
      this.#leaveOut(member, words[exitCode ?? -1] ?? linkLost);
    });
    await Promise.race([verb.begun, refused]);
  }

  #watch(member: Member): void {
    const note = (line: string) => this.#note(member, Number(line));
    member.verbs.push(startVerb(member.machine, ['watch'], this.#parts, note));
  }

  #note(member: Member, bytes: number): void {
    member.pace.note(this.#parts.clock.elapsedMs(), bytes);
    if (this.#isDone()) this.#done.resolve();
  }

  #isDone(): boolean {
    return this.#live().every((member) => this.#isWhole(member));
  }

  #forward(member: Member): void {
    const live = this.#live();
    const next = live[live.indexOf(member) + 1];
    member.forward?.hangUp();
    member.forward = undefined;
    if (next === undefined) return;
    next.fedSinceMs = undefined;
    let isLost = false;
    const args = ['forward', next.machine.address, String(this.#parts.port)];
    const verb = startVerb(member.machine, args, this.#parts, (line) => {
      if (line === 'forwarding') next.fedSinceMs = this.#parts.clock.elapsedMs();
      if (line === 'lost') isLost = true;
    });
    member.forward = verb;
    void verb.ended.then((exitCode) => {
      if (member.forward !== verb) return;
      if (exitCode === null) this.#leaveOut(member, linkLost);
      else if (isLost) this.#leaveOut(next, `${member.machine.name} cannot reach it`);
      else if (exitCode === 0) this.#note(next, this.#totalBytes);
    });
  }

  /** The one before goes on with the one after; without one before, the next is fed from here. */
  #leaveOut(member: Member, why: string): void {
    if (member.why !== undefined) return;
    const live = this.#live();
    const place = live.indexOf(member);
    member.why = why;
    const verbs = verbsOf(member);
    // what it sent is not whole because its end was ours
    member.forward = undefined;
    for (const verb of verbs) verb.hangUp();
    const before = live[place - 1];
    if (before !== undefined) this.#forward(before);
    else this.#feeding?.abort();
  }

  async #feed(): Promise<void> {
    const { clock, signal, blobs } = this.#parts;
    for (let head = this.#live()[0]; head !== undefined; head = this.#live()[0]) {
      this.#feeding = new AbortController();
      head.fedSinceMs = clock.elapsedMs();
      try {
        await head.machine.upload(blobs, AbortSignal.any([signal, this.#feeding.signal]));
        this.#note(head, this.#totalBytes);
        return;
      } catch (error) {
        signal.throwIfAborted();
        this.#leaveOut(head, error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #look(): Promise<void> {
    const { clock, signal, onProgress } = this.#parts;
    while (!this.#isDone()) {
      await Promise.race([clock.wait(lookEveryMs, signal), this.#done.promise]);
      const live = this.#live();
      const arrived = live.reduce((sum, { pace }) => sum + pace.bytes, 0);
      onProgress(arrived / Math.max(1, this.#totalBytes * live.length));
      this.#judge(live, clock.elapsedMs());
    }
  }

  /** One at a time: those after it are judged once another one feeds them. */
  #judge(live: readonly Member[], nowMs: number): void {
    const silentForMs = ({ pace }: Member) => nowMs - (pace.lastHeardMs ?? this.#startedMs);
    const silences = live.map(silentForMs).sort((one, other) => one - other);
    const usualMs = silences[Math.floor(silences.length / 2)] ?? 0;
    const allowedMs = Math.min(uplinkAwayMs, Math.max(silentMs, silentTimes * usualMs));
    for (const [index, member] of live.entries()) {
      const before = live[index - 1];
      const why = silentForMs(member) > allowedMs ? saysNothing : before && this.#isBehind(before, member, nowMs);
      if (why === undefined) continue;
      this.#leaveOut(member, why);
      return;
    }
  }

  #isBehind({ pace: before }: Member, member: Member, nowMs: number): string | undefined {
    const { pace, fedSinceMs } = member;
    const behindBytes = before.bytes - pace.bytes;
    member.behindSinceMs = behindBytes > 0 ? (member.behindSinceMs ?? nowMs) : undefined;
    if (this.#isWhole(member) || fedSinceMs === undefined || member.behindSinceMs === undefined) return undefined;
    if (nowMs - Math.max(pace.lastChangeMs, fedSinceMs, member.behindSinceMs) > stillMs) return standsStill;
    const rate = pace.rate(nowMs);
    if (nowMs - Math.max(fedSinceMs, member.behindSinceMs) < windowMs || rate === undefined) return undefined;
    const isFar = behindBytes > Math.max(farBytes, farShare * this.#totalBytes);
    // one that is whole says nothing any more of how fast it was fed
    const isSlow = before.bytes < this.#totalBytes && rate < slowShare * (before.rate(nowMs) ?? 0);
    member.slowSinceMs = isFar && isSlow ? (member.slowSinceMs ?? nowMs) : undefined;
    const isLongSlow = member.slowSinceMs !== undefined && nowMs - member.slowSinceMs >= slowForMs;
    return isLongSlow ? 'its link is slow' : undefined;
  }

  async #lastChecks(): Promise<void> {
    const { clock, signal } = this.#parts;
    const passedOn = Promise.all(this.#live().map(({ forward }) => forward?.ended));
    await Promise.race([passedOn, clock.wait(lastCheckMs, signal)]);
  }
}

function verbsOf({ verbs, forward }: Member): readonly RunningVerb[] {
  return forward === undefined ? verbs : [...verbs, forward];
}

const linkLost = 'its link was lost';
const saysNothing = 'it says nothing any more';
const standsStill = 'nothing arrives there any more';
