import { strict as assert } from 'node:assert';
import { assertNoUplink } from '../isolation.ts';
import { apiOverSsh } from './api-over-ssh.ts';
import { besideEtcd } from './beside-etcd.ts';
import { isOfTheRoad, openChecks } from './open-checks.ts';
import type { Product } from './product.ts';
import type { Results } from './results.ts';
import { type RoadOptions, readySite } from './site.ts';
import { differences, snapshot } from './snapshot.ts';

interface CheckRow {
  readonly id: string;
  readonly target: string;
  readonly outcome: string;
}

interface StatusRow {
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string; readonly attempt: number }[];
}

/** From bare hosts to a report, then once more with nothing to do. `expectedOpen` are the check ids that may remain as warnings. */
export async function wholeRoad(
  results: Results,
  options: RoadOptions,
  expectedOpen: readonly string[],
): Promise<Product> {
  let product!: Product;
  await results.check('office and site: requirements, plan, bundle, trust, preflight, approval', async () => {
    product = await readySite(options);
  });
  await results.check('install: bare hosts become a cluster', async () => {
    await product.run(['install']);
  });
  await results.check('verify: every check passes', async () => {
    const rows = await product.json<CheckRow[]>(['verify']);
    assert.deepEqual(
      rows.filter(({ outcome }) => outcome !== 'pass'),
      [],
    );
    for (const id of [
      'nodes',
      'system-pods',
      'pod-network',
      'cluster-dns',
      'service-address',
      'image-digests',
      'sandbox-image',
      'certificates',
    ]) {
      assert.ok(
        rows.some((row) => row.id === id),
        `no result for ${id}`,
      );
    }
  });
  await results.check('report: READY, or READY WITH ACTIONS that name only the lab’s own limits', async () => {
    const { verdict } = await product.json<{ verdict: string }>(['report']);
    const open = openChecks(product);
    assert.deepEqual(open.filter(isOfTheRoad), [...expectedOpen].sort());
    assert.equal(verdict, open.length === 0 ? 'READY' : 'READY WITH ACTIONS');
  });
  await results.check('the API over SSH: list, watch and exec', apiOverSsh);
  await results.check('second run: nothing is sent, nothing changes on the nodes', () => secondRun(product));
  await results.check('images lost on a control plane are loaded again beside its etcd, at the plan’s rate', () =>
    besideEtcd(product),
  );
  await results.check('isolation: no packet left the lab network', async () => {
    assert.equal((await assertNoUplink()).left, 0);
  });
  return product;
}

/** A finished plan run again sends no mutate, and the nodes outside scratch are the same before and after. */
export async function secondRun(product: Product): Promise<void> {
  const before = await snapshot();
  await product.run(['install']);
  const { status, steps } = await product.json<StatusRow>(['status']);
  assert.equal(status, 'succeeded');
  assert.deepEqual(
    steps.filter((step) => step.status !== 'satisfied' || step.attempt !== 0),
    [],
  );
  assert.deepEqual(differences(before, await snapshot()), []);
}
