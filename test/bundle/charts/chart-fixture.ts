import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { machinePlatform } from '../../../main/adapters/helm/machine-platform.ts';
import { digestOf, type TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { tarOf } from '../archive-fixture.ts';
import { ociLayout, put } from '../fixture.ts';

export type Files = Readonly<Record<string, string>>;

export const here = machinePlatform(process.platform, process.arch);

/** Chart.yaml of web 1.2.3 with further lines. */
export const chartYaml = (more = '') => `apiVersion: v2\nname: web\nversion: 1.2.3\n${more}`;

/** A chart's archive as Helm packs it: its files in a folder of its name. */
export function chartOf(files: Files, folder = 'web'): Buffer {
  return gzipSync(tarOf(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content] as const)));
}

/** A real helm of this machine: FERRYMAN_TEST_HELM, or the one on the PATH. */
export function realHelm(): string | undefined {
  const { FERRYMAN_TEST_HELM, PATH = '' } = process.env;
  const candidates = FERRYMAN_TEST_HELM
    ? [FERRYMAN_TEST_HELM]
    : PATH.split(delimiter).map((each) => join(each, 'helm'));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

export const sha256Of = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The `tools` line of a spec. */
export const toolLine = (path: string, sha256 = sha256Of(path), platform = here) =>
  `tools: [{id: helm, platform: ${platform}, path: ${JSON.stringify(path)}, sha256: "${sha256}"}]\n`;

/** A program that stands in for helm: a script that may use `argv` (what it was given) and `fs`. */
export async function standIn(directory: string, script: string): Promise<string> {
  const path = join(directory, 'tools', 'helm');
  const head = `#!${process.execPath}\nconst fs = require('node:fs');\nconst argv = process.argv.slice(2);\n`;
  await put(path, `${head}${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** One that prints what it is told to. */
export const printing = (directory: string, yaml: string) =>
  standIn(directory, `process.stdout.write(${JSON.stringify(yaml)});`);

/** Puts a chart into a registry as `helm push` does; answers its manifest's digest. */
export function pushChart(
  registry: TestRegistry,
  repository: string,
  tag: string,
  archive: Buffer,
  configType = 'application/vnd.cncf.helm.config.v1+json',
): string {
  const config = Buffer.from('{"name":"web"}');
  const descriptor = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: descriptor(configType, config),
      layers: [descriptor('application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive)],
    }),
  );
  for (const bytes of [config, archive]) registry.put(`/v2/${repository}/blobs/${digestOf(bytes)}`, bytes);
  for (const name of [tag, digestOf(manifest)]) {
    registry.put(`/v2/${repository}/manifests/${name}`, manifest, mediaType);
  }
  return digestOf(manifest);
}

/** index.yaml as `helm repo index` writes it, of one chart of several versions. */
export const indexOf = (archive: Buffer, digest = digestOf(archive).slice(7), url = 'web-1.2.3.tgz') =>
  `apiVersion: v1
entries:
  other:
  - name: other
    version: 1.2.3
    digest: "${'0'.repeat(64)}"
    urls:
    - other-1.2.3.tgz
  web:
  - apiVersion: v2
    created: "2026-11-20T00:00:00Z"
    description: |
      other:
        nothing
    digest: ${digest}
    name: web
    urls:
    - ${url}
    version: 1.2.3
  - digest: ${'1'.repeat(64)}
    name: web
    urls:
    - web-1.2.2.tgz
    version: 1.2.2
  zeta: []
generated: "2026-11-20T00:00:00Z"
`;

/** Images a registry has, by repository and tag. */
export function pushImages(registry: TestRegistry, names: readonly string[], architectures = ['amd64']): void {
  registry.push(ociLayout(names.map((name) => ({ name: `any.io/${name}`, architectures, layer: name }))));
}
