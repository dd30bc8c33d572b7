import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../../scripts/ferryman.mjs');
const passphrase = 'the lab only';

export interface Finished {
  readonly exitCode: number | null;
  readonly output: string;
}

/** The product as a user has it: the built command line, in a folder of its own. */
export class Product {
  readonly folder: string;
  readonly #secrets: string;
  readonly #given: Readonly<Record<string, string>>;
  readonly #before: readonly string[];

  constructor(folder: string, secrets: Readonly<Record<string, string>> = {}, before: readonly string[] = []) {
    this.folder = folder;
    this.#secrets = join(folder, 'secrets.json');
    this.#given = { 'key:lab': passphrase, ...secrets };
    this.#before = before;
    writeFileSync(this.#secrets, JSON.stringify(this.#given), { mode: 0o600 });
  }

  /** The same folder, with a program before the product that starts it. */
  behind(...before: readonly string[]): Product {
    return new Product(this.folder, this.#given, before);
  }

  /** Runs a command to its end; throws with its output when the exit code is another one than expected. */
  async run(args: readonly string[], expected: number | readonly number[] = 0): Promise<Finished> {
    const finished = await this.start(args).ended;
    if (![expected].flat().includes(finished.exitCode ?? -1)) {
      throw new Error(
        `ferryman ${args.join(' ')}: exit ${finished.exitCode}, expected ${expected}\n${finished.output.slice(-3000)}`,
      );
    }
    return finished;
  }

  async json<T>(args: readonly string[], expected: number | readonly number[] = 0): Promise<T> {
    const { output } = await this.run(['--json', ...args], expected);
    return JSON.parse(
      output.slice(output.search(/[[{]/), output.lastIndexOf(output.trimEnd().endsWith(']') ? ']' : '}') + 1),
    ) as T;
  }

  /** Starts a command; `until` resolves as soon as its output matches. */
  start(args: readonly string[]): {
    child: ChildProcess;
    ended: Promise<Finished>;
    until: (pattern: RegExp) => Promise<void>;
  } {
    const [program = '', ...line] = [...this.#before, process.execPath, entry, '--secrets-fd', '3', ...args];
    const child = spawn(program, line, {
      cwd: this.folder,
      env: { ...process.env, FERRYMAN_HOME: join(this.folder, 'home'), FERRYMAN_DEBUG: '1', LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe', openSync(this.#secrets, 'r')],
    });
    let output = '';
    const watchers = new Set<() => void>();
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      for (const watcher of watchers) watcher();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const ended = new Promise<Finished>((done) => child.on('close', (exitCode) => done({ exitCode, output })));
    const until = (pattern: RegExp) =>
      new Promise<void>((done, failed) => {
        const look = () => pattern.test(output) && done();
        watchers.add(look);
        look();
        void ended.then(() => failed(new Error(`ended without ${pattern}:\n${output.slice(-2000)}`)));
      });
    return { child, ended, until };
  }

  write(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
}
