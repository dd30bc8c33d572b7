import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chartOf, chartYaml, type Files, pushImages, realHelm, toolLine } from '../bundle/charts/chart-fixture.ts';
import { put } from '../bundle/fixture.ts';
import { RemoteFixture } from '../bundle/remote-fixture.ts';
import { PushRegistry } from '../fixtures/registry/push-registry.ts';
import { digestOf, type TestRegistry } from '../fixtures/registry/test-registry.ts';

const start = promisify(execFile);
const helm = realHelm();
const without = 'no helm on the PATH and no FERRYMAN_TEST_HELM: the real one renders nothing here';

describe.skipIf(helm === undefined)(`the real helm (skipped where there is ${without})`, () => {
  let fixture: RemoteFixture;
  let registry: TestRegistry;
  beforeEach(async () => {
    fixture = await RemoteFixture.make();
    registry = await fixture.registry();
  });
  afterEach(() => fixture.end());

  async function resolve(files: Files, more = '', kubernetesVersion = 'v1.34.4') {
    await put(join(fixture.directory, 'web.tgz'), chartOf(files));
    await fixture.writeSpec(
      `charts: [{path: ./web.tgz, kubernetesVersion: ${kubernetesVersion}${more}}]\n${toolLine(helm ?? '')}`,
    );
    return await fixture.resolve(fixture.network([registry]));
  }

  const everything: Files = {
    'Chart.yaml': chartYaml(),
    'values.yaml': 'registry: none\nreplicas: 1\nhasCron: false\n',
    'crds/c.yaml':
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: c.x.io}\nspec: {d: "a.io/crd:1"}\n',
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
spec:
  template:
    spec:
      initContainers: [{name: init, image: "{{ .Values.registry }}/init:1"}]
      containers:
        - name: web
          image: "{{ .Values.registry }}/web:{{ .Chart.Version }}"
          args: ["--solver-image={{ .Values.registry }}/team/solver:2", "--listen=0.0.0.0:8080", "--to=https://x.io/a:1"]
          env: [{name: HELPER_IMAGE, value: "{{ .Values.registry }}/team/helper"}]
`,
    'templates/stateful-set.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {template: {spec: {containers: [{name: db, image: "{{ .Values.registry }}/db:16"}]}}}
`,
    'templates/cron-job.yaml': `{{- if .Values.hasCron }}
apiVersion: batch/v1
kind: CronJob
metadata: {name: tidy}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: tidy, image: "{{ .Values.registry }}/tidy:1"}]}}}}}
{{- end }}
`,
    'templates/config-map.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: pods}
data:
  pod.yaml: |
    spec:
      containers:
        - image: {{ .Values.registry }}/team/pod:3
`,
    'templates/resource.yaml': `apiVersion: x.io/v1
kind: Prometheus
metadata: {name: p}
spec: {image: "{{ .Values.registry }}/prometheus:3", version: 3}
`,
    'templates/hooks.yaml': `apiVersion: batch/v1
kind: Job
metadata: {name: hook, annotations: {helm.sh/hook: pre-install}}
spec: {template: {spec: {containers: [{name: hook, image: "{{ .Values.registry }}/hook:1"}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: try, annotations: {helm.sh/hook: test}}
spec: {containers: [{name: try, image: "{{ .Values.registry }}/only-for-tests:1"}]}
`,
    'templates/kube.yaml': `{{- if semverCompare "<1.30" .Capabilities.KubeVersion.Version }}
apiVersion: v1
kind: Pod
metadata: {name: old}
spec: {containers: [{name: old, image: "{{ .Values.registry }}/old:1"}]}
{{- end }}
`,
  };

  const found = ['db:16', 'hook:1', 'init:1', 'prometheus:3', 'team/helper:latest', 'team/pod:3', 'team/solver:2'];

  it('and this chart: every image is found, and nothing else', async () => {
    pushImages(registry, [...found, 'tidy:1', 'web:1.2.3']);
    await put(join(fixture.directory, 'a.yaml'), `registry: "${registry.host}"\nhasCron: false\n`);
    await put(join(fixture.directory, 'b.yaml'), 'hasCron: true\n');
    const { lock, notes } = await resolve(everything, ', values: [a.yaml, b.yaml], release: shop, namespace: apps');
    const [chart] = lock.charts ?? [];
    expect(
      chart?.images.map(({ name, found: [first] }) => [name.replace(`${registry.host}/`, ''), first?.way, first?.in]),
    ).toEqual([
      ['db:16', 'image', 'StatefulSet/db'],
      ['hook:1', 'image', 'Job/hook'],
      ['init:1', 'image', 'Deployment/apps/shop'],
      ['prometheus:3', 'image', 'Prometheus/p'],
      ['team/helper:latest', 'text', 'Deployment/apps/shop'],
      ['team/pod:3', 'text', 'ConfigMap/pods'],
      ['team/solver:2', 'text', 'Deployment/apps/shop'],
      ['tidy:1', 'image', 'CronJob/tidy'],
      ['web:1.2.3', 'image', 'Deployment/apps/shop'],
    ]);
    expect(notes).toContainEqual({ type: 'tests', chart: 'web 1.2.3', objects: ['Pod/try'] });
  });

  it('finds what this Kubernetes needs, and only what these values switch on', async () => {
    pushImages(registry, [...found, 'old:1', 'web:1.2.3']);
    await put(join(fixture.directory, 'a.yaml'), `registry: "${registry.host}"\n`);
    const { lock } = await resolve(everything, ', values: [a.yaml]', 'v1.29.0');
    const names = lock.charts?.[0]?.images.map(({ name }) => name.replace(/^.*\/(?=old|tidy)/, ''));
    expect(names).toContain('old:1');
    expect(names).not.toContain('tidy:1');
  });

  it.each<[string, Files, string]>([
    ['a template', { 'templates/a.yaml': 'a: {{ .Values.a.b }}' }, 'web/templates/a.yaml:1:'],
    ['a demand', { 'templates/a.yaml': 'a: {{ required "say who" .Values.who }}' }, 'say who'],
    ['YAML', { 'templates/a.yaml': 'a: [' }, 'web/templates/a.yaml'],
    [
      'its schema',
      { 'values.yaml': 'a: x\n', 'values.schema.json': '{"properties":{"a":{"type":"integer"}}}' },
      'got string, want integer',
    ],
  ])('is heard about %s', async (_, files, message) => {
    const refusal = { code: 'CHART_E0003', message: expect.stringContaining(message) };
    await expect(resolve({ 'Chart.yaml': chartYaml(), ...files })).rejects.toMatchObject(refusal);
  });

  it('is heard about a Kubernetes the chart refuses', async () => {
    const files = { 'Chart.yaml': chartYaml('kubeVersion: ">=1.35.0"\n') };
    await expect(resolve(files)).rejects.toMatchObject({
      code: 'CHART_E0003',
      message: expect.stringContaining('1.35'),
    });
  });

  it('fetches no schema', async () => {
    const schema = JSON.stringify({ properties: { a: { $ref: registry.put('/a.json', '{"type":"integer"}') } } });
    const files = { 'Chart.yaml': chartYaml(), 'values.yaml': 'a: x\n', 'values.schema.json': schema };
    const { notes } = await resolve(files);
    expect(notes.map(({ type }) => type)).toContain('remote-schema');
    expect(registry.seen).toEqual([]);
  });

  it('takes a folder as we pack it', async () => {
    for (const [path, content] of Object.entries(everything))
      await put(join(fixture.directory, '图表 x', path), content);
    const long =
      'templates/a-folder-with-a-very-long-name-indeed/another-one-that-is-no-shorter/and-a-third-below-them/x.yaml';
    await put(join(fixture.directory, '图表 x', long), 'kind: Pod\nspec: {image: "{{ .Values.registry }}/long:1"}\n');
    await put(join(fixture.directory, 'a.yaml'), `registry: "${registry.host}"\n`);
    pushImages(registry, [...found, 'web:1.2.3', 'long:1']);
    await fixture.writeSpec(
      `charts: [{kubernetesVersion: v1.34.4, path: "./图表 x", values: [a.yaml]}]\n${toolLine(helm ?? '')}`,
    );
    const { lock } = await fixture.resolve(fixture.network([registry]));
    expect(lock.charts?.[0]?.images).toHaveLength(9);
  });

  /** A chart's archive as helm packs it. */
  async function packed(): Promise<string> {
    const [folder, target] = [join(fixture.directory, 'web'), join(fixture.directory, 'packed')];
    await put(join(folder, 'Chart.yaml'), chartYaml());
    await put(join(folder, 'values.yaml'), 'a: 1\n');
    await start(helm ?? '', ['package', folder, '-d', target], { env: { HOME: fixture.directory } });
    return target;
  }
  async function taken(entry: string, archive: Buffer) {
    await fixture.writeSpec(
      `charts: [{${entry}, version: 1.2.3, kubernetesVersion: v1.34.4}]\n${toolLine(helm ?? '')}`,
    );
    const { lock } = await fixture.resolve(fixture.network([registry]));
    expect(lock.items[0]).toMatchObject({ item: { id: 'web', kind: 'chart', digest: digestOf(archive) } });
  }

  it('lists charts that are taken from its repository', async () => {
    const folder = await packed();
    await start(helm ?? '', ['repo', 'index', folder], { env: { HOME: fixture.directory } });
    const [index, archive] = ['index.yaml', 'web-1.2.3.tgz'].map((name) => readFileSync(join(folder, name)));
    registry.put('/charts/index.yaml', index ?? '');
    registry.put('/charts/web-1.2.3.tgz', archive ?? '');
    await taken(`repository: "${registry.url}/charts", name: web`, archive ?? Buffer.alloc(0));
  });

  it('pushes charts that are taken from a registry', async () => {
    const archive = join(await packed(), 'web-1.2.3.tgz');
    const store = await new PushRegistry().start();
    const argv = ['push', archive, `oci://${store.host}/acme`, '--plain-http'];
    await start(helm ?? '', argv, { env: { HOME: fixture.directory } }).finally(() => store.stop());
    for (const [name, { bytes, type }] of store.manifests) {
      registry.put(`/v2/${name.replace(' ', '/manifests/')}`, bytes, type);
    }
    for (const [name, bytes] of store.blobs) registry.put(`/v2/${name.replace(' ', '/blobs/')}`, bytes);
    await taken(`oci: "oci://${registry.host}/acme/web"`, readFileSync(archive));
  });
});
