import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { sbomOf } from '../../main/bundle/sbom.ts';
import type { BundleManifest } from '../../main/model/bundle/manifest.ts';
import { bundleManifestHash } from '../../main/model/bundle/manifest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const manifest: BundleManifest = {
  apiVersion: 'ferryman/v1',
  kind: 'BundleManifest',
  name: 'platform',
  version: '1.9',
  platforms: ['linux/amd64'],
  algorithm: 'ed25519',
  createdAt: '2026-11-21T08:00:00Z',
  isPractice: false,
  items: [
    {
      type: 'image',
      name: 'registry.example.cn/team/web:1.2',
      platform: 'linux/amd64',
      digest: digest('a'),
      sizeBytes: 5,
      blobs: [],
      licence: 'Apache-2.0 OR MIT',
    },
    {
      type: 'file',
      id: 'kubelet',
      kind: 'binary',
      version: 'v1.34.4',
      platform: 'linux/amd64',
      digest: digest('b'),
      sizeBytes: 7,
      fileName: 'kubelet 中文',
      licence: 'Apache-2.0',
    },
    {
      type: 'package',
      name: 'libstdc++6',
      version: '1:12.2.0-14',
      distribution: 'debian-12',
      platform: 'linux/amd64',
      digest: digest('c'),
      sizeBytes: 9,
      fileName: 'libstdc++6.deb',
      licence: '厂商许可',
    },
  ],
  files: [],
};

const schemas = join(
  createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'),
  '../res/schema',
);
const read = (name: string) =>
  JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;

test('is CycloneDX 1.6 by its own schema, and the same every time', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(read('bom-1.6'));
  const written = sbomOf(manifest, bundleManifestHash(manifest), '0.1.0');
  const sbom = JSON.parse(written) as { components: { purl: string; licenses: unknown; hashes: unknown }[] };
  expect(validate(sbom), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...sbom, bomFormat: 'other' })).toBe(false);
  expect(sbomOf(manifest, bundleManifestHash(manifest), '0.1.0')).toBe(written);
  expect(sbom.components.map(({ purl }) => purl)).toEqual([
    `pkg:generic/kubelet@v1.34.4?checksum=sha256%3A${'b'.repeat(64)}&file_name=kubelet%20%E4%B8%AD%E6%96%87`,
    `pkg:oci/web@sha256:${'a'.repeat(64)}?arch=amd64&repository_url=registry.example.cn%2Fteam%2Fweb&tag=1.2`,
    'pkg:deb/debian/libstdc%2B%2B6@1:12.2.0-14?arch=amd64&distro=debian-12',
  ]);
  expect(sbom.components.map(({ licenses }) => licenses)).toEqual([
    [{ license: { id: 'Apache-2.0' } }],
    [{ expression: 'Apache-2.0 OR MIT' }],
    [{ license: { name: '厂商许可' } }],
  ]);
});
