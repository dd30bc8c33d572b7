import { resolve } from 'node:path';
import { run } from '../run-command.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The engine's runner alone, below the product: units, broken links, fences, blobs, chains (`test/lab/*.lab.test.ts`). */
export async function runner(): Promise<void> {
  const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
  await run(
    process.execPath,
    [vitest, 'run', '--config', 'scripts/vitest.config.ts', '--project', 'lab', '--no-file-parallelism'],
    {
      cwd: root,
    },
  );
}
