import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a peer can be asked at all: the benches need Debian packages only, and say which one is missing. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Says on standard error which peer is left out, and returns whether it is. */
export function isLeftOut(program: string, debianPackage: string): boolean {
  if (isOnPath(program)) return false;
  console.error(`${program} is left out: it is not on PATH (Debian package ${debianPackage})`);
  return true;
}

/** What a program printed on both streams; rejects when it fails. */
export function ended(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
    child.once('error', reject);
    // not `close`: what it left behind, such as a kept SSH connection, may hold the streams open
    child.once('exit', (code) =>
      code === 0 ? resolve(words) : reject(new Error(`${program} ended with ${code}: ${words.slice(-800)}`)),
    );
  });
}
