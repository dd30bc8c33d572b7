import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheItem } from '../cache-item.ts';
import { paths, scriptPath } from '../lab-paths.ts';
import { run } from '../run-command.ts';

const pause = scriptPath('software', 'local-programs', 'pause.c');
const flannelCni = scriptPath('software', 'local-programs', 'flannel-cni', 'main.go');

/** Two small programs of our own for what is published nowhere within reach; keyed by their sources. */
export function localProgramsDir(): string {
  const digest = createHash('sha256').update(readFileSync(pause)).update(readFileSync(flannelCni)).digest('hex');
  return join(paths.software, `local-programs-${digest.slice(0, 12)}`);
}

export async function buildLocalPrograms(): Promise<void> {
  await cacheItem(localProgramsDir(), async (dir) => {
    await mkdir(dir);
    await run('gcc', ['-Os', '-static', '-s', '-o', join(dir, 'pause'), pause], {
      failure: 'pause could not be built',
    });
    await run('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(dir, 'flannel'), flannelCni], {
      env: { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off', GOCACHE: join(paths.goCaches, 'build') },
      failure: "the stand-in for flannel's CNI plugin could not be built",
    });
  });
}
