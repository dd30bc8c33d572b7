import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const settleMs = 300;
let isBuilding = false;
let timer: NodeJS.Timeout | undefined;

/** Builds on every change and serves the practice site; reload the page to see a change of the renderer. */
async function build(): Promise<void> {
  if (isBuilding) return;
  isBuilding = true;
  await run(['scripts/build.ts']);
  isBuilding = false;
}

function run(parameters: readonly string[]): Promise<void> {
  return new Promise((done) => {
    spawn(process.execPath, [...parameters], { cwd: root, stdio: 'inherit' }).on('exit', () => done());
  });
}

await build();
for (const folder of ['main', 'renderer']) {
  watch(resolve(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void build(), settleMs);
  });
}
await run(['dist/main/cli.js', 'web', '--practice', '--customer']);
process.exit();
