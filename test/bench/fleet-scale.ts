import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { alone, type Row } from './row.ts';

const root = resolve(import.meta.dirname, '../..');

/** The engine with 200 practice hosts at once: memory, and how late its event loop gets. The fleet is another process. */
export async function benchFleetScale(hosts = 200): Promise<Row[]> {
  const from = performance.now();
  const output = await finished(['rehearse', '--hosts', String(hosts), '--lang', 'en']);
  const seconds = (performance.now() - from) / 1000;
  const said = /^bench: (\{.*\})$/m.exec(output)?.[1];
  if (said === undefined || !/ READY( WITH ACTIONS)?$/m.test(output) || output.includes('NOT READY'))
    throw new Error(`the rehearsal did not come to its report:\n${output.slice(-1500)}`);
  const { loopDelayP99Ms, maxRssMiB } = JSON.parse(said) as { loopDelayP99Ms: number; maxRssMiB: number };
  return [
    alone(`${hosts} practice hosts: engine memory`, maxRssMiB, '≤ 300', 'MiB'),
    alone(`${hosts} practice hosts: event loop delay p99`, loopDelayP99Ms, '≤ 30', 'ms'),
    alone(`${hosts} practice hosts: the whole rehearsal`, seconds, '', 's'),
  ];
}

function finished(args: readonly string[]): Promise<string> {
  const probe = resolve(import.meta.dirname, 'loop-probe.mjs');
  const program = spawn(process.execPath, ['--import', probe, resolve(root, 'dist/main/cli.js'), ...args], {
    cwd: root,
  });
  let output = '';
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => program.on('close', () => done(output)));
}
