import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { registries } from '../../main/app/registries.ts';
import { compareVersions, readReleases } from '../../main/catalog/read-release.ts';
import { releases } from '../plan/fixture.ts';

const [newer, older] = releases;

test('releases are read newest first, whatever their files are called', () => {
  const files = { 'a.yaml': stringify(older), 'b.yaml': stringify(newer) };
  expect(readReleases(files)).toEqual([newer, older]);
});

test('a wrong file is named with its field', () => {
  const wrong = stringify({ ...older, pauseImage: 7 });
  expect(() => readReleases({ 'bundles/kubernetes/v1.34.yaml': wrong })).toThrow(
    /^bundles\/kubernetes\/v1\.34\.yaml: pauseImage: /,
  );
  expect(() => readReleases({ 'x.yaml': stringify({ ...older, surprise: 1 }) })).toThrow(/^x\.yaml: /);
});

test('what ships names every artifact with a version, and each version once', () => {
  const shipped = registries().releases;
  const images = shipped.flatMap((release) => [
    ...release.images,
    ...release.networkImages,
    release.pauseImage,
    release.coreDnsImage,
    release.verificationImage,
  ]);
  expect(images.filter((image) => !/^[a-z0-9.]+\/[a-z0-9./-]+:[a-zA-Z0-9._-]+$/.test(image))).toEqual([]);
  expect(new Set(shipped.map(({ version }) => version)).size).toBe(shipped.length);
  expect(shipped.flatMap(({ companions }) => Object.keys(companions).sort())).toEqual(
    shipped.flatMap(() => ['cni-plugins', 'containerd', 'flannel', 'registry', 'runc']),
  );
});

test('versions are ordered by number, not by letter', () => {
  const anyVersion = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40));
  const written = (parts: readonly number[]) => `v${parts.join('.')}`;
  const weight = ([major = 0, minor = 0, patch = 0]: readonly number[]) => (major * 100 + minor) * 100 + patch;
  fc.assert(
    fc.property(
      anyVersion,
      anyVersion,
      (a, b) => Math.sign(compareVersions(written(a), written(b))) === Math.sign(weight(a) - weight(b)),
    ),
  );
});
