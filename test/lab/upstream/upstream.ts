import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { scriptPath } from '../lab-paths.ts';
import type { Product } from '../road/product.ts';
import { run, succeeds } from '../run-command.ts';
import { fileNames } from '../software/bundle-spec.ts';

const namespace = 'fm-upstream';
const registryPort = 5000;
const mirrorPort = 8000;

/** What stands for the world outside: a registry and a mirror in a network namespace that has loopback and nothing else. */
export class Upstream {
  readonly registry = `127.0.0.1:${registryPort}`;
  readonly mirror = `http://127.0.0.1:${mirrorPort}`;
  readonly #inputs: string;
  readonly #children: ChildProcess[] = [];

  /** `specFile` is the lab's own spec; what lies beside it is what upstream publishes. */
  constructor(specFile: string) {
    this.#inputs = dirname(specFile);
  }

  /** The product on the connected machine: nothing but upstream can be reached from there. */
  inside(product: Product): Product {
    return product.behind('ip', 'netns', 'exec', namespace);
  }

  /** Starts both, and fills the registry with the images of a bundle that was built from the lab's own files. */
  async start(product: Product, bundle: string): Promise<void> {
    await this.stop();
    await run('ip', ['netns', 'add', namespace]);
    await run('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
    const storage = join(product.folder, 'upstream');
    mkdirSync(storage);
    const config = join(storage, 'config.yml');
    const settings = {
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(storage, 'data') } },
      http: { addr: this.registry },
    };
    writeFileSync(config, JSON.stringify(settings));
    this.#serve(join(this.#inputs, fileNames.registry), 'serve', config);
    const node = [process.execPath, scriptPath('upstream', 'serve-folder.ts')] as const;
    this.#serve(...node, this.#inputs, String(mirrorPort));
    await this.#untilUp(`http://${this.registry}/v2/`);
    await this.#untilUp(`${this.mirror}/spec.yaml`);
    await this.inside(product).run(['bundle', 'push', bundle, '--to', this.registry, '--plain-http']);
  }

  async stop(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    if (await succeeds('ip', ['netns', 'pids', namespace])) await run('ip', ['netns', 'del', namespace]);
  }

  #serve(program: string, ...args: string[]): void {
    // nsenter becomes the program: ending the child ends the server
    const child = spawn('nsenter', [`--net=/run/netns/${namespace}`, program, ...args], { stdio: 'ignore' });
    this.#children.push(child);
  }

  async #untilUp(url: string): Promise<void> {
    const look = `fetch(${JSON.stringify(url)}).then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
    for (let left = 40; ; left -= 1) {
      if (await succeeds('nsenter', [`--net=/run/netns/${namespace}`, process.execPath, '-e', look])) return;
      if (left === 0) throw new Error(`${url} does not answer`);
      await wait(250);
    }
  }
}
