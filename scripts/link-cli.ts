import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** npm links the programs of dependencies, not the package's own: with this, `npx ferryman` works in a fresh clone. */
const folder = resolve(import.meta.dirname, '../node_modules/.bin');
if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
const posix = resolve(folder, 'ferryman');
writeFileSync(posix, '#!/bin/sh\nexec node "$(dirname "$0")/../../scripts/ferryman.mjs" "$@"\n');
chmodSync(posix, 0o755);
writeFileSync(resolve(folder, 'ferryman.cmd'), '@node "%~dp0..\\..\\scripts\\ferryman.mjs" %*\r\n');
