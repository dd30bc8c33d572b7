import { execFileSync } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** A program call on a practice host that this process answers for. */
export interface ProgramCall {
  readonly host: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Value of KUBECONFIG, or empty. */
  readonly kubeconfig: string;
  /** Path of what came on standard input, on this machine. */
  readonly stdinPath: string;
}

export interface ProgramAnswer {
  readonly code: number;
  readonly out?: string;
  readonly err?: string;
}

interface RequestParts {
  /** Named pipe that the hosts write to. */
  readonly pipe: string;
  readonly rootOf: (host: string) => string | undefined;
  readonly answer: (call: ProgramCall) => Promise<ProgramAnswer>;
}

/** Listens for calls of the stand-ins on all hosts: one named pipe, one folder a call, no network. */
export class StandInRequests {
  readonly #parts: RequestParts;
  readonly #socket: Socket;

  constructor(parts: RequestParts) {
    this.#parts = parts;
    execFileSync('mkfifo', ['-m', '0600', parts.pipe]);
    // Read and write: the pipe never ends when the last host lets go of it.
    this.#socket = new Socket({
      fd: openSync(parts.pipe, constants.O_RDWR | constants.O_NONBLOCK),
      readable: true,
      writable: false,
    });
    let rest = '';
    this.#socket.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) void this.#handle(line).catch(() => {});
    });
    this.#socket.on('error', () => {});
  }

  close(): void {
    this.#socket.destroy();
  }

  async #handle(line: string): Promise<void> {
    const [host = '', program = '', folderName = ''] = line.split(' ');
    const root = this.#parts.rootOf(host);
    if (root === undefined || !/^ask\.[A-Za-z0-9]+$/.test(folderName)) return;
    const folder = join(root, 'run/practice', folderName);
    const args = (await readFile(join(folder, 'args'), 'utf8')).split('\0').slice(0, -1);
    const kubeconfig = await readFile(join(folder, 'kubeconfig'), 'utf8');
    const call = { host, program, args, kubeconfig, stdinPath: join(folder, 'stdin') };
    const answer = await this.#parts
      .answer(call)
      .catch((error: unknown) => ({ code: 70, out: '', err: `practice: ${String(error)}\n` }));
    await writeFile(join(folder, 'out'), answer.out ?? '');
    await writeFile(join(folder, 'err'), answer.err ?? '');
    // Not blocking: the caller may be gone, killed with its host.
    const done = await open(join(folder, 'done'), constants.O_WRONLY | constants.O_NONBLOCK);
    await done.write(`${answer.code}\n`).finally(() => done.close());
  }
}
