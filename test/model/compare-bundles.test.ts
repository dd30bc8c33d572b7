import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBundles } from '../../main/model/bundle/compare.ts';
import type { BundleItem, BundleManifest } from '../../main/model/bundle/manifest.ts';

const hex = fc.integer({ min: 0, max: 9 }).map((digit) => `sha256:${String(digit).repeat(64)}`);
const file = fc
  .record({ id: fc.constantFrom('kubeadm', 'kubelet', 'notes'), version: fc.constantFrom('v1', 'v2'), digest: hex })
  .map(
    ({ id, version, digest }): BundleItem => ({
      type: 'file',
      id,
      kind: 'binary',
      version,
      platform: 'linux/amd64',
      digest,
      sizeBytes: 10 + Number(digest[7]),
      fileName: id,
    }),
  );
const bundle = fc
  .uniqueArray(file, { selector: (item) => (item.type === 'file' ? item.id : '') })
  .map((items) => ({ items }) as unknown as BundleManifest);

it('a bundle is the same as itself, and both ways of comparing two say the same', () => {
  fc.assert(
    fc.property(bundle, bundle, (a, b) => {
      const self = compareBundles(a, a);
      expect(self.newBytes).toBe(0);
      expect(self.items.every(({ state }) => state === 'same')).toBe(true);
      const [there, back] = [compareBundles(a, b), compareBundles(b, a)];
      const count = (of: typeof there, state: string) => of.items.filter((item) => item.state === state).length;
      expect(count(there, 'added')).toBe(count(back, 'removed'));
      expect(count(there, 'changed')).toBe(count(back, 'changed'));
      expect(there.sharedBytes).toBe(back.sharedBytes);
      const unique = new Map(b.items.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
      expect(there.newBytes + there.sharedBytes).toBe([...unique.values()].reduce((sum, size) => sum + size, 0));
    }),
  );
});
