#!/usr/bin/env node
// Plain JavaScript on purpose: any Node must be able to read it and say what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'dist', 'main', 'cli.js');
const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const isOld = Number(process.versions.node.split('.')[0]) < 24;

if (!existsSync(built)) {
  console.error('ferryman: not built yet; run `npm run build` (npm ci does it too)');
  process.exitCode = 1;
} else if (isOld && existsSync(own)) {
  process.exitCode =
    spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} else if (isOld) {
  console.error(`ferryman: Node ${process.versions.node} is too old; Node 24 or later is needed`);
  process.exitCode = 1;
} else {
  await import(pathToFileURL(built).href);
}
