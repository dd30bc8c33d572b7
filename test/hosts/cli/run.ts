import { resolve } from 'node:path';
import { vi } from 'vitest';
import { runCli } from '../../../main/hosts/cli/program.ts';

/** Where every test file begins and ends: the next one runs in the same process. */
export const projectRoot = resolve(import.meta.dirname, '../../..');

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in this process, with what it printed; English unless `--lang` says otherwise. */
export async function run(...argv: readonly string[]): Promise<Ran> {
  const [stdout, stderr]: string[][] = [[], []];
  const keep = (lines: string[] | undefined) => (chunk: string | Uint8Array) => {
    lines?.push(String(chunk));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep(stdout)),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep(stderr)),
  ];
  try {
    const exitCode = await runCli(argv.includes('--lang') ? argv : ['--lang', 'en', ...argv]);
    return { exitCode, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? '' };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
