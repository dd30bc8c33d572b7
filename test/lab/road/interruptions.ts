import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import { boot, reset } from '../host-lifecycle.ts';
import { powerOff } from '../host-power.ts';
import { requireHost } from '../lab-hosts.ts';
import { withLock } from '../lab-lock.ts';
import { setWire } from '../lab-network.ts';
import type { Product } from './product.ts';
import type { Results } from './results.ts';
import { type RoadOptions, readySite } from './site.ts';
import { secondRun } from './whole-road.ts';

/**
 * The laptop dies in the middle of image load, of init and of a join; then a machine loses power and another its cable
 * during a join. Each time `resume` finds the truth and goes on; in the end nothing is left to do.
 */
export async function interruptions(results: Results, options: RoadOptions): Promise<void> {
  await withLock('hosts', async () => {
    for (const name of ['h1', 'h2', 'h3']) await reset(requireHost(name));
  });
  let product!: Product;
  await results.check('interruptions: a new site on bare hosts', async () => {
    product = await readySite(options);
  });
  const killDuring = (what: string, command: string, begun: RegExp, afterMs: number) =>
    results.check(`kill -9 during ${what}`, async () => {
      const { child, ended, until } = product.start([command]);
      await until(begun);
      await wait(afterMs);
      child.kill('SIGKILL');
      assert.equal((await ended).exitCode, null);
    });
  await killDuring('image load', 'install', /▸ \/runtime\/images\/h2/, 1_500);
  await killDuring('init', 'resume', /▸ \/cluster\/init\/h1/, 3_000);
  await killDuring('a join', 'resume', /▸ \/cluster\/join\/h2/, 1_000);
  await results.check('h3 loses power and h2 its cable while the rest goes on; resume finishes', async () => {
    const { ended, until } = product.start(['resume']);
    await until(/(▸|✓|=|\?) \/(cluster\/join|addons)/);
    await powerOff(requireHost('h3'));
    await setWire(requireHost('h2'), 'cut');
    await wait(5_000);
    await setWire(requireHost('h2'), 'whole');
    await boot(requireHost('h3'));
    const first = await ended;
    if (first.exitCode !== 0) await product.run(['resume']);
  });
  await results.check('verify after all that: every check passes', async () => {
    const rows = await product.json<{ id: string; target: string; outcome: string }[]>(['verify']);
    assert.deepEqual(
      rows.filter(({ outcome }) => outcome === 'fail'),
      [],
    );
  });
  await results.check('second run after all that: nothing to do', () => secondRun(product));
}
