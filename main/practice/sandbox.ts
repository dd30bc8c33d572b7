import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { environment } from './capability.ts';
import type { LaunchedProgram, Launcher } from './launcher/launcher.ts';
import { namespaces } from './namespaces.ts';

/** One practice host's file system and processes: namespaces that need no privilege, around a folder. */
export class Sandbox {
  readonly root: string;
  readonly #name: string;
  readonly #shared: string;
  readonly #launcher: Launcher;
  #keeper: ChildProcess | undefined;
  #initPid = 0;

  /** `shared` holds boot.sh, the stand-ins and the request pipe of the fleet. */
  constructor(root: string, name: string, shared: string, launcher: Launcher) {
    this.root = root;
    this.#name = name;
    this.#shared = shared;
    this.#launcher = launcher;
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
  start(argv: readonly string[]): Promise<LaunchedProgram> {
    const enter = ['--target', String(this.#initPid), '--user', '--mount', '--uts', '--ipc', '--net', '--pid'];
    const where = ['--preserve-credentials', '--root', '--wd', '--'];
    const env = { ...environment, HOME: '/root', PATH: `/usr/local/sbin:/usr/local/bin:${environment.PATH}` };
    return this.#launcher.launch(['nsenter', ...enter, ...where, ...argv], env);
  }
}
