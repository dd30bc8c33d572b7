import { strict as assert } from 'node:assert';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labStatus } from '../lab-status.ts';
import { Upstream } from '../upstream/upstream.ts';
import { upstreamSpec } from '../upstream/upstream-spec.ts';
import { onHost } from './on-host.ts';
import type { Product } from './product.ts';
import type { Results } from './results.ts';
import { approved, labSpec, newOffice, type RoadOptions, trusts } from './site.ts';

interface LockedRow {
  readonly item: { readonly type: string; readonly name?: string; readonly id?: string };
  readonly evidence: readonly { readonly type: string }[];
}

/**
 * A site whose bundle came the whole way: the customer's facts to the office, resolved and built where nothing but upstream
 * can be reached, split, one volume damaged on its way, taken in on site.
 */
export async function carriedSite(results: Results, options: RoadOptions): Promise<Product> {
  const product = await newOffice(options);
  const spec = await labSpec(options);
  const upstream = new Upstream(spec);
  await results.check('carry: the customer collects facts, the office plans with them', () => factsToOffice(product));
  try {
    await results.check(
      'carry: resolve and build from a registry, a mirror and archives, with no other network',
      async () => {
        await product.run([
          'bundle',
          'build',
          spec,
          '--out',
          'lab',
          '--waive',
          'fills the upstream registry',
          '--by',
          'lab',
        ]);
        await upstream.start(product, 'lab');
        const connected = upstream.inside(product);
        const images = imagesOf(product, 'lab');
        product.write('upstream.yaml', upstreamSpec(spec, images, upstream));
        const { items } = await connected.json<{ items: LockedRow[] }>(['bundle', 'resolve', 'upstream.yaml']);
        tellEvidence(items);
        await connected.run([
          'bundle',
          'build',
          'upstream.yaml',
          '--for',
          'site.ferry',
          '--out',
          'bundle',
          '--cache',
          'cache',
        ]);
        const manifest = manifestOf(product, 'bundle');
        assert.equal(manifest.closure?.waiver, undefined);
        assert.ok((manifest.closure?.needs ?? 0) > 15);
        for (const name of ['conntrack', 'socat', 'chrony'])
          assert.ok(manifest.items.some((item) => item.type === 'package' && item.name === name));
        console.log(`      closure: ${manifest.closure?.needs} needs; ${manifest.items.length} items`);
      },
    );
    await results.check('carry: with one image left out, refused by name', async () => {
      const images = imagesOf(product, 'lab').filter((name) => !name.includes('/coredns/'));
      product.write('incomplete.yaml', upstreamSpec(spec, images, upstream));
      const connected = upstream.inside(product);
      await connected.run(['bundle', 'resolve', 'incomplete.yaml']);
      const build = [
        'bundle',
        'build',
        'incomplete.yaml',
        '--for',
        'site.ferry',
        '--out',
        'incomplete',
        '--cache',
        'cache',
      ];
      const { output } = await connected.run(build, [1, 2, 3, 4]);
      assert.match(output, /BUNDLE_E0007.*registry\.k8s\.io\/coredns\/coredns/s);
      console.log(`      ${output.split('\n').find((line) => line.includes('BUNDLE_E0007')) ?? ''}`);
    });
  } finally {
    await upstream.stop();
  }
  await results.check('carry: 64 MB volumes, one damaged: named, and only that one copied again', async () => {
    await trusts(product);
    await product.run(['bundle', 'verify', 'bundle']);
    await product.run(['bundle', 'split', 'bundle', '--size', '64M', '--out', 'volumes']);
    await takenInDespiteDamage(product);
  });
  await results.check('carry: preflight and approval', () => approved(product));
  return product;
}

async function factsToOffice(product: Product): Promise<void> {
  await product.run(['facts', 'collector', '--out', 'collect.sh']);
  const script = product.read('collect.sh');
  const { hosts } = await labStatus();
  const files = await Promise.all(
    hosts.map(async ({ name }) => {
      const text = await onHost(
        name,
        `cd /tmp && cat >collect.sh <<'COLLECTOR'\n${script}\nCOLLECTOR\nbash collect.sh >/dev/null && cat ferryman-*.txt && rm -f collect.sh ferryman-*.txt`,
      );
      return product.write(`${name}.txt`, text);
    }),
  );
  await product.run(['facts', 'import', ...files]);
}

/** The volumes go onto a medium; on the way one of them is damaged in its middle. */
async function takenInDespiteDamage(product: Product): Promise<void> {
  const at = (...parts: string[]) => join(product.folder, ...parts);
  mkdirSync(at('medium'));
  for (const name of readdirSync(at('volumes'))) copyFileSync(at('volumes', name), at('medium', name));
  const volumes = readdirSync(at('volumes')).filter((name) => name.endsWith('.fyb'));
  const damaged = volumes[Math.floor(volumes.length / 2)] ?? '';
  const bytes = readFileSync(at('medium', damaged));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(at('medium', damaged), bytes);
  const { output } = await product.run(['bundle', 'take-in', 'medium'], 4);
  const named = volumes.filter((name) => output.includes(name));
  assert.deepEqual(named, [damaged], output);
  copyFileSync(at('volumes', damaged), at('medium', damaged));
  await product.run(['bundle', 'take-in', 'medium']);
  console.log(`      ${volumes.length} volumes, ${damaged} damaged and copied again`);
}

interface Manifest {
  readonly items: readonly { readonly type: string; readonly name?: string }[];
  readonly closure?: { readonly needs: number; readonly waiver?: unknown };
}

function manifestOf(product: Product, bundle: string): Manifest {
  return JSON.parse(product.read(join(bundle, 'manifest.json'))) as Manifest;
}

function imagesOf(product: Product, bundle: string): string[] {
  return manifestOf(product, bundle).items.flatMap(({ type, name }) =>
    type === 'image' && name !== undefined ? [name] : [],
  );
}

function tellEvidence(items: readonly LockedRow[]): void {
  const counts = new Map<string, number>();
  for (const { item, evidence } of items) {
    const key = `${item.type}: ${evidence.map(({ type }) => type).join(' + ')}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log(`      ${[...counts].map(([key, count]) => `${count} ${key}`).join(' · ')}`);
}
