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

/** Starts programs through a small process of its own, see launch.mjs. */
export class Launcher {
  readonly #process: ChildProcess;
  readonly #socket: string;
  readonly #exits = new Map<number, (code: number | null) => void>();
  #nextId = 0;

  private constructor(process: ChildProcess, socket: string) {
    this.#process = process;
    this.#socket = socket;
    process.on('message', ({ id, code }: { id: number; code: number | null }) => {
      this.#exits.get(id)?.(code);
      this.#exits.delete(id);
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

  launch(argv: readonly string[], env: Readonly<Record<string, string>>): LaunchedProgram {
    const id = this.#nextId;
    this.#nextId += 1;
    const exit = new Promise<number | null>((resolve) => this.#exits.set(id, resolve));
    // In one go: the other side takes them in the order they come.
    const [stdin, stdout, stderr] = [this.#connect(), this.#connect(), this.#connect()];
    this.#process.send({ id, argv, env });
    const drained = [stdout, stderr].map((stream) => finished(stream, { writable: false }).catch(() => undefined));
    const ended = Promise.all([exit, ...drained]).then(([code]) => {
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
      return code;
    });
    return { stdin, stdout, stderr, ended };
  }

  close(): void {
    this.#process.disconnect();
  }

  #connect(): Socket {
    return connect({ path: this.#socket, allowHalfOpen: true }).on('error', () => undefined);
  }
}
