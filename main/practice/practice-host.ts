import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathInRoot } from './host-files.ts';
import type { Sandbox } from './sandbox.ts';
import type { SshServer } from './ssh-server.ts';

/** One practice host as the programs that run on it see it. */
export class PracticeHost {
  readonly name: string;
  readonly address: string;
  readonly sandbox: Sandbox;
  readonly ssh: SshServer;

  constructor(name: string, address: string, sandbox: Sandbox, ssh: SshServer) {
    this.name = name;
    this.address = address;
    this.sandbox = sandbox;
    this.ssh = ssh;
  }

  /** Whether a unit runs, by the file systemctl's stand-in keeps. */
  isUnitActive(unit: string): boolean {
    return this.sandbox.isUp && existsSync(join(this.sandbox.root, 'run/practice/units', unit));
  }

  async startUnit(unit: string): Promise<void> {
    await writeFile(join(this.sandbox.root, 'run/practice/units', unit), 'active\n');
  }

  async stopUnit(unit: string): Promise<void> {
    await rm(join(this.sandbox.root, 'run/practice/units', unit), { force: true });
  }

  has(path: string): boolean {
    return existsSync(pathInRoot(this.sandbox.root, path));
  }

  /** Undefined when there is no such file. */
  read(path: string): string | undefined {
    return this.has(path) ? readFileSync(pathInRoot(this.sandbox.root, path), 'utf8') : undefined;
  }

  async write(path: string, content: string, mode = 0o600): Promise<void> {
    const file = pathInRoot(this.sandbox.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
  }

  async remove(path: string): Promise<void> {
    await rm(pathInRoot(this.sandbox.root, path), { recursive: true, force: true });
  }
}
