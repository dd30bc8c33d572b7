import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { environment } from './capability.ts';
import { namespaces } from './namespaces.ts';

/** One practice host's file system and processes: namespaces that need no privilege, around a folder. */
export class Sandbox {
  readonly root: string;
  readonly #name: string;
  readonly #shared: string;
  #keeper: ChildProcess | undefined;
  #initPid = 0;

  /** `shared` holds boot.sh, the stand-ins and the request pipe of the fleet. */
  constructor(root: string, name: string, shared: string) {
    this.root = root;
    this.#name = name;
    this.#shared = shared;
  }

  get isUp(): boolean {
    return this.#initPid > 0;
  }

  async boot(): Promise<void> {
    const argv = [...namespaces, '/bin/bash', `${this.#shared}/boot.sh`, this.root, this.#name, this.#shared];
    const keeper = spawn('unshare', argv, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#keeper = keeper;
    let words = '';
    keeper.stderr.on('data', (chunk: Buffer) => {
      words += String(chunk);
    });
    const failed = once(keeper, 'exit').then(() => {
      throw new FerrymanError('PRACTICE_E0001', {
        detail: `${this.#name} does not start: ${words.trim().slice(-300)}`,
      });
    });
    await Promise.race([once(keeper.stdout, 'data'), failed]);
    failed.catch(() => {});
    const children = await readFile(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8');
    this.#initPid = Number(children.trim().split(' ')[0]);
  }

  /** Everything on the host ends at once, as when the plug is pulled; its files stay. */
  async powerOff(): Promise<void> {
    const keeper = this.#keeper;
    this.#initPid = 0;
    if (keeper === undefined || keeper.exitCode !== null || keeper.signalCode !== null) return;
    const ended = once(keeper, 'exit');
    keeper.kill('SIGKILL');
    await ended;
  }

  /** A program on the host, as root there. */
  spawn(argv: readonly string[]): ChildProcessWithoutNullStreams {
    const enter = ['--target', String(this.#initPid), '--user', '--mount', '--uts', '--ipc', '--net', '--pid'];
    const where = ['--preserve-credentials', '--root', '--wd', '--'];
    const env = { ...environment, HOME: '/root', PATH: `/usr/local/sbin:/usr/local/bin:${environment.PATH}` };
    // A group of its own, as a login session has: a receiver left behind can be ended as a whole.
    return spawn('nsenter', [...enter, ...where, ...argv], { env, detached: true, stdio: 'pipe' });
  }
}
