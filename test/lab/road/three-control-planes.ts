import { strict as assert } from 'node:assert';
import { hostsUp } from '../host-lifecycle.ts';
import { powerOff } from '../host-power.ts';
import { bridge, hostNumber } from '../lab-hosts.ts';
import { startBalancer } from './balancer.ts';
import type { Product } from './product.ts';
import type { Results } from './results.ts';
import { type RoadOptions, readySite } from './site.ts';
import { secondRun } from './whole-road.ts';

interface CheckRow {
  readonly id: string;
  readonly target: string;
  readonly outcome: string;
  readonly evidence: string;
}

const controlPlanes = ['h1', 'h2', 'h3'];

/** Three control planes behind an address of the customer's, one worker; then one control plane loses power. */
export async function threeControlPlanes(results: Results, options: RoadOptions): Promise<void> {
  await hostsUp(4);
  const addresses = [1, 2, 3].map((number) => hostNumber(number).address);
  const balancer = await startBalancer(bridge.address, 6443, addresses);
  try {
    let product!: Product;
    await results.check('three control planes: office, trust, preflight, approval', async () => {
      product = await readySite({ ...options, endpoint: bridge.address, controlPlanes });
    });
    await results.check('three control planes: install, joined one after another', async () => {
      await product.run(['install']);
    });
    await results.check('three control planes: every check passes', async () => {
      const first = await product.json<CheckRow[]>(['verify'], [0, 4]);
      // four hosts on two cores: right after the installation a look may find a pod that is not ready yet
      const isSettled = first.every(({ outcome }) => outcome === 'pass');
      const rows = isSettled ? first : await product.json<CheckRow[]>(['verify']);
      assert.deepEqual(
        rows.filter(({ outcome }) => outcome !== 'pass'),
        [],
      );
    });
    await results.check('three control planes: second run changes nothing', () => secondRun(product));
    await results.check('three control planes: one without power, the cluster still answers and names it', async () => {
      await powerOff(hostNumber(3));
      const rows = await product.json<CheckRow[]>(['verify'], [0, 4]);
      const nodes = rows.filter(({ id }) => id === 'nodes');
      assert.ok(
        nodes.some(({ target, outcome }) => target === 'h1' && outcome === 'pass'),
        `the API gave no answer: ${JSON.stringify(nodes)}`,
      );
      assert.ok(
        rows.some(({ target, outcome }) => target === 'h3' && outcome === 'fail'),
        'nothing is said of h3',
      );
    });
  } finally {
    await balancer.stop();
  }
}
