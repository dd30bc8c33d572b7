import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const settleMs = 300;
let server: ChildProcess | undefined;
let isBusy = false;
let isStale = false;
let timer: NodeJS.Timeout | undefined;

/** Builds, and serves the practice site anew: program and page both change with it, so each start prints a fresh address. */
async function renew(): Promise<void> {
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  while (isStale) {
    isStale = false;
    const [code] = await once(start('scripts/build.ts'), 'exit');
    // what does not build leaves the last one that did at work
    if (code === 0) await serveAnew();
  }
  isBusy = false;
}

async function serveAnew(): Promise<void> {
  const before = server;
  if (before !== undefined) {
    before.off('exit', end);
    before.kill('SIGTERM');
    await once(before, 'exit');
  }
  server = start('dist/main/cli.js', 'web', '--practice', '--customer').once('exit', end);
}

function start(...parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...parameters], { cwd: root, stdio: 'inherit' });
}

function end(): void {
  process.exit();
}

// Ctrl-C reaches the server as well; it ends at a safe point, and this process with it
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server?.kill('SIGTERM') ?? end());
await renew();
for (const folder of ['main', 'renderer', 'bundles']) {
  watch(resolve(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), settleMs);
  });
}
