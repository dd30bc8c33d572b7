import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseSpec, readSpec, specHash } from '../../main/bundle/spec.ts';
import { temporaryDirectory } from './fixture.ts';

const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: lab\nversion: "1.0"\nplatforms: [linux/amd64]\n';
const kubeadm = 'id: kubeadm, kind: binary, version: v1, platform: linux/amd64';
const kube = 'kubernetesVersion: v1.34.4';
const hex = 'ab'.repeat(32);
const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
  laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
}

it('takes a spec of nothing', () => {
  expect(parseSpec(head, 'spec.yaml')).toMatchObject({ images: [], files: [], packages: [] });
});

it.each([
  ['an unknown field', `${head}imges: []`, /line 1, the whole file: Unrecognized key: "imges"/],
  [
    'a wrong kind',
    `${head}files:\n  - {id: a, kind: program, version: v1, platform: any, path: x}`,
    /line 7, files\[0\]\.kind/,
  ],
  [
    'a missing path',
    `${head}files:\n  - {id: a, kind: binary, version: v1, platform: any}`,
    /line 7, files\[0\]: expected one of path, url/,
  ],
  ['a wrong platform', head.replace('linux/amd64', 'amd64'), /line 5, platforms\[0\]: expected os\/architecture/],
  ['a version that YAML reads as a number', head.replace('"1.0"', '1.0'), /line 4, version/],
  ['layout and archive at once', `${head}images: [{layout: a, archive: b}]`, /images\[0\]: expected one of layout/],
  [
    'a short image reference',
    `${head}images: [{reference: "busybox"}]`,
    /images\[0\]\.reference: expected a full reference/,
  ],
  [
    'an image without tag',
    `${head}images: [{reference: "a.io/b"}]`,
    /images\[0\]\.reference: expected a full reference/,
  ],
  [
    'a mirror without tag',
    `${head}images: [{reference: "a.io/b:1", sources: ["b.io/b"]}]`,
    /images\[0\]\.sources\[0\]/,
  ],
  [
    'an address of a file',
    `${head}files: [{${kubeadm}, url: "file:///etc/passwd", sha256: "${hex}"}]`,
    /files\[0\]\.url: expected an http/,
  ],
  [
    'a password in an address',
    `${head}files: [{${kubeadm}, url: "https://a:b@c.io/k", sha256: "${hex}"}]`,
    /no password belongs/,
  ],
  ['an address without digest', `${head}files: [{${kubeadm}, url: "https://c.io/k"}]`, /no digest is ever invented/],
  [
    'a digest in capitals',
    `${head}files: [{${kubeadm}, url: "https://c.io/k", sha256: "${hex.toUpperCase()}"}]`,
    /64 small hex digits/,
  ],
  [
    'checksums without TLS',
    `${head}files: [{${kubeadm}, url: "http://c.io/k", checksums: "http://c.io/s"}]`,
    /without TLS proves nothing/,
  ],
  [
    'checksums without TLS in disguise',
    `${head}files: [{${kubeadm}, url: "http://c.io/k", checksums: "http://localhost.evil.io/s"}]`,
    /without TLS proves nothing/,
  ],
  [
    'path and address at once',
    `${head}files: [{${kubeadm}, path: a, url: "https://c.io/k"}]`,
    /expected one of path, url/,
  ],
  ['a password without TLS', `${head}registries: [{host: a.corp, user: me, plainHttp: true}]`, /not sent without TLS/],
  [
    'a password written down',
    `${head}registries: [{host: a.corp, user: me, password: x}]`,
    /registries\[0\]: Unrecognized key: "password"/,
  ],
  ['a registry with scheme', `${head}registries: [{host: "https://a.corp:8443"}]`, /expected host or host:port/],
  ['an empty containerd list', `${head}images: [{containerd: {images: []}}]`, /images\[0\]\.containerd\.images/],
  [
    'a chart from nowhere',
    `${head}charts: [{${kube}}]`,
    /line 6, charts\[0\]: expected one of path .* repository .* oci/,
  ],
  [
    'a chart from two places',
    `${head}charts: [{${kube}, path: a, oci: "oci://a.io/b"}]`,
    /charts\[0\]: expected one of path/,
  ],
  ['a chart for no Kubernetes', `${head}charts: [{path: a}]`, /charts\[0\]\.kubernetesVersion/],
  [
    'a chart repository without TLS',
    `${head}charts: [{${kube}, repository: "http://c.io", name: a, version: v1}]`,
    /charts\[0\]\.repository: expected an https address: an index without TLS proves nothing/,
  ],
  [
    'a password in a chart repository',
    `${head}charts: [{${kube}, repository: "https://a:b@c.io", name: a, version: v1}]`,
    /no password belongs/,
  ],
  [
    'a chart repository without a version',
    `${head}charts: [{${kube}, repository: "https://c.io", name: a}]`,
    /charts\[0\]\.version/,
  ],
  [
    'a tag in an oci address',
    `${head}charts: [{${kube}, oci: "oci://a.io/b:1", version: v1}]`,
    /charts\[0\]\.oci: .*without tag/,
  ],
  [
    'an oci address without oci',
    `${head}charts: [{${kube}, oci: "https://a.io/b", version: v1}]`,
    /charts\[0\]\.oci: /,
  ],
  [
    'a short digest of a chart',
    `${head}charts: [{${kube}, oci: "oci://a.io/b@sha256:ab", version: v1}]`,
    /charts\[0\]\.oci: /,
  ],
  [
    'an option as a release',
    `${head}charts: [{${kube}, path: a, release: --post-renderer}]`,
    /charts\[0\]\.release: expected small/,
  ],
  ['an option as a namespace', `${head}charts: [{${kube}, path: a, namespace: "-n"}]`, /charts\[0\]\.namespace/],
  [
    'an option as a Kubernetes',
    `${head}charts: [{path: a, kubernetesVersion: "--x"}]`,
    /charts\[0\]\.kubernetesVersion/,
  ],
  [
    'an image ignored without a reason',
    `${head}charts: [{${kube}, path: a, ignore: [{image: "a.io/b:1"}]}]`,
    /charts\[0\]\.ignore\[0\]\.reason/,
  ],
  [
    'a tool nobody knows',
    `${head}tools: [{id: bash, platform: linux/amd64, path: a, sha256: "${hex}"}]`,
    /tools\[0\]\.id/,
  ],
  ['a tool without digest', `${head}tools: [{id: helm, platform: linux/amd64, path: a}]`, /tools\[0\]\.sha256/],
  ['broken YAML', `${head}files: [`, /spec\.yaml is wrong/],
  ['a doubled key', `${head}name: other`, /unique/],
  ['an alias', `${head}files: &a []\npackages: *a`, /aliases .* are not allowed/],
  ['a custom tag', `${head}files: !!js/function "x"`, /tag/],
  ['the billion laughs', laughs.join('\n'), /aliases .* are not allowed/],
  ['a deep nest', '['.repeat(50_000), /nested too deeply|is wrong/],
  ['a prototype key', `${head}__proto__: {polluted: true}`, /__proto__/],
  ['two documents', `${head}---\n${head}`, /is wrong/],
  ['an empty file', '', /the whole file/],
])('refuses %s', (_, source, message) => {
  const refusal = expect.objectContaining({ code: 'BUNDLE_E0010', message: expect.stringMatching(message) });
  expect(() => parseSpec(source, 'spec.yaml')).toThrow(refusal);
  expect('polluted' in {}).toBe(false);
});

it('refuses a spec that is missing or larger than a megabyte', async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, '规格.yaml');
  await expect(readSpec(path)).rejects.toMatchObject({
    code: 'BUNDLE_E0010',
    message: expect.stringMatching('no such file'),
  });
  await writeFile(path, '#'.repeat(1024 * 1024 + 1));
  await expect(readSpec(path)).rejects.toMatchObject({ code: 'BUNDLE_E0010' });
  await rm(directory, { recursive: true });
});

it('is named by what it asks for, not by how it is written or reached', () => {
  const asked = `${head}images: [{reference: "a.io/b:1"}]`;
  const same = [
    `# 注释\n${asked}`,
    `${asked}\nregistries: [{host: a.io, user: me}]`,
    asked.replace('1"}', '1", sources: []}'),
  ];
  const hash = specHash(parseSpec(asked, 's'));
  expect(same.map((source) => specHash(parseSpec(source, 's')))).toEqual(same.map(() => hash));
  const other = [
    asked.replace('b:1', 'b:2'),
    asked.replace('}]', ', sources: ["c.io/b:1"]}]'),
    `${asked}\nfiles: []`.replace('amd64', 'arm64'),
  ];
  for (const source of other) expect(specHash(parseSpec(source, 's'))).not.toBe(hash);
});

it('is named by its charts, not by the tools at hand, and as before where it has none', () => {
  const chart = `${head}charts: [{path: a, kubernetesVersion: v1.34.4}]\n`;
  const hash = specHash(parseSpec(chart, 's'));
  const tool = `tools: [{id: helm, platform: linux/amd64, path: a, sha256: "${hex}"}]`;
  expect(specHash(parseSpec(chart + tool, 's'))).toBe(hash);
  expect(specHash(parseSpec(chart.replace('v1.34.4', 'v1.36.0'), 's'))).not.toBe(hash);
  // of a lock made before a spec could name charts
  expect(specHash(parseSpec(head, 's'))).toBe('a061b6f82c2e5a012801ff2a531ed6c4f6209ffd133eb80020f779507aadd2b3');
});
