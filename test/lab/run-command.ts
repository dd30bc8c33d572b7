import { spawn } from 'node:child_process';
import { LabError } from './lab-error.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What the user is told when it fails; the program's own last words follow. */
  readonly failure?: string;
}

/** Runs one program to its end and returns what it printed; a failure becomes one sentence. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-8000);
    });
    child.on('error', (error) => reject(new LabError(`${program} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(out);
      const words = (err.trim() || out.trim()).split('\n').slice(-3).join(' | ');
      const what = options.failure ?? `${program} ${args.slice(0, 3).join(' ')} failed`;
      reject(new LabError(`${what} (${signal ?? `exit ${code}`}): ${words}`));
    });
    child.stdin.on('error', () => undefined); // a program may end before it has read its input
    child.stdin.end(options.input ?? '');
  });
}

export async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(program, args);
    return true;
  } catch {
    return false;
  }
}
