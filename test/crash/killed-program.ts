import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PracticeDelivery, type PracticeOffice, practicePassword } from './practice-delivery.ts';
import { finalState } from './proofs.ts';

const program = resolve(import.meta.dirname, '../../dist/main/cli.js');
/** A run that hangs is a finding, not a test that never ends. */
const longestRunMs = 120_000;
/** A line the built program prints when a journal entry of a step is on disk. */
const entryLine = /^[▸=✓✗?] /gm;

/** Kills the built program with SIGKILL at its n-th printed entry (never = undefined); answers how many it printed. */
async function runProgram(
  delivery: PracticeDelivery,
  command: string,
  killAt?: number,
): Promise<{ entries: number; exitCode: number | null; output: string }> {
  const secrets = `${delivery.path}.secrets`;
  writeFileSync(secrets, JSON.stringify({ practice: practicePassword }), { mode: 0o600 });
  const descriptor = openSync(secrets, 'r');
  const child = spawn(
    process.execPath,
    [program, '--site', delivery.path, '--lang', 'en', '--secrets-fd', '3', command],
    {
      stdio: ['ignore', 'pipe', 'pipe', descriptor],
      timeout: longestRunMs,
      killSignal: 'SIGKILL',
    },
  );
  closeSync(descriptor);
  let output = '';
  const count = () => output.match(entryLine)?.length ?? 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (killAt !== undefined && count() >= killAt) child.kill('SIGKILL');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  return { entries: count(), exitCode, output };
}

/** The end of an undisturbed run, and how many entries it prints. */
export async function undisturbedRun(
  office: PracticeOffice,
  hosts: readonly string[],
): Promise<{ entries: number; state: Record<string, string> }> {
  const delivery = await PracticeDelivery.start(office, `whole-${hosts.length}`, hosts);
  try {
    await delivery.prepare();
    const { entries, exitCode, output } = await runProgram(delivery, 'install');
    if (exitCode !== 0) throw new Error(`the undisturbed run ended with ${exitCode}:\n${output}`);
    return { entries, state: stateOfFile(delivery) };
  } finally {
    await delivery.close();
  }
}

/** Killed at entry n, then resumed to the end: the state it comes to, or what the resume printed when it failed. */
export async function killedRun(
  office: PracticeOffice,
  hosts: readonly string[],
  killAt: number,
): Promise<Record<string, string>> {
  const delivery = await PracticeDelivery.start(office, `kill-${hosts.length}-${killAt}`, hosts);
  try {
    await delivery.prepare();
    await runProgram(delivery, 'install', killAt);
    const { exitCode, output } = await runProgram(delivery, 'resume');
    return exitCode === 0 ? stateOfFile(delivery) : { exitCode: String(exitCode), output };
  } finally {
    await delivery.close();
  }
}

function stateOfFile(delivery: PracticeDelivery): Record<string, string> {
  const { session, close } = delivery.open();
  const state = finalState(session);
  close();
  return state;
}
