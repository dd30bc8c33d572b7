import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import launchSource from './launch.mjs?raw';

export interface LaunchedProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** When it has ended and both outputs too: its exit code, null when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Launches under way at once: their connections wait to be accepted, and only so many may. */
const launchesAtOnce = 64;

interface Launch {
  readonly begun: () => void;
  readonly ended: (code: number | null) => void;
}

/** Starts programs through a small process of its own, see launch.mjs. */
export class Launcher {
  readonly #process: ChildProcess;
  readonly #socket: string;
  readonly #launches = new Map<number, Launch>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #nextId = 0;

  private constructor(process: ChildProcess, socket: string) {
    this.#process = process;
    this.#socket = socket;
    process.on('message', ({ id, code }: { id: number; code?: number | null }) => {
      const launch = this.#launches.get(id);
      if (code === undefined) return launch?.begun();
      launch?.ended(code);
      this.#launches.delete(id);
    });
  }

  /** `folder` takes its program and its socket. */
  static async start(folder: string): Promise<Launcher> {
    const [program, socket] = [join(folder, 'launch.mjs'), join(folder, 'launcher')];
    await writeFile(program, launchSource);
    const child = spawn(process.execPath, [program, socket], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new Launcher(child, socket);
  }

  async launch(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<LaunchedProgram> {
    while (this.#underWay >= launchesAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
    const id = this.#nextId;
    this.#nextId += 1;
    const begun = Promise.withResolvers<void>();
    const exit = Promise.withResolvers<number | null>();
    this.#launches.set(id, { begun: begun.resolve, ended: exit.resolve });
    // In one go: the other side takes them in the order they come.
    const [stdin, stdout, stderr] = [this.#connect(), this.#connect(), this.#connect()];
    this.#process.send({ id, argv, env });
    const drained = [stdout, stderr].map((stream) => finished(stream, { writable: false }).catch(() => undefined));
    const ended = Promise.all([exit.promise, ...drained]).then(([code]) => {
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
      return code;
    });
    await begun.promise;
    this.#underWay -= 1;
    this.#waiting.shift()?.();
    return { stdin, stdout, stderr, ended };
  }

  close(): void {
    this.#process.disconnect();
  }

  #connect(): Socket {
    return connect({ path: this.#socket, allowHalfOpen: true }).on('error', () => undefined);
  }
}
