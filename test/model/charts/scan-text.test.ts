import { describe, expect, it, test } from 'vitest';
import { qualifiedImageName } from '../../../main/model/bundle/image-reference.ts';
import { imageOfSetting, imagesInText, imagesOfLines } from '../../../main/model/charts/scan-text.ts';

const hex = 'ab'.repeat(32);

describe('a name means what upstream means by it', () => {
  test.each<[string, string | undefined]>([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.29', 'docker.io/library/nginx:1.29'],
    ['docker.io/nginx:1', 'docker.io/library/nginx:1'],
    ['index.docker.io/nginx:1', 'docker.io/library/nginx:1'],
    ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
    [`quay.io/a/b@sha256:${hex}`, `quay.io/a/b@sha256:${hex}`],
    [`quay.io/a/b:1@sha256:${hex}`, `quay.io/a/b:1@sha256:${hex}`],
    ['localhost/x:1', 'localhost/x:1'],
    ['harbor.corp:8443/x/y:1', 'harbor.corp:8443/x/y:1'],
    ['Nginx:1', undefined],
    ['nginx:', undefined],
    ['https://a.io/b:1', undefined],
    ['a b', undefined],
    ['', undefined],
  ])('%s', (name, full) => expect(qualifiedImageName(name)).toBe(full));
});

describe('found in any text', () => {
  test.each<[string, string[]]>([
    [
      '--acme-http01-solver-image=quay.io/jetstack/cert-manager-acmesolver:v1.21.1',
      ['quay.io/jetstack/cert-manager-acmesolver:v1.21.1'],
    ],
    [
      '--prometheus-config-reloader=quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1',
      ['quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1'],
    ],
    ['longhornio/longhorn-engine:v1.12.1', ['docker.io/longhornio/longhorn-engine:v1.12.1']],
    [
      '4.2.0=quay.io/strimzi/kafka:1.2.0-kafka-4.2.0\n4.3.1=quay.io/strimzi/kafka:1.2.0-kafka-4.3.1',
      ['quay.io/strimzi/kafka:1.2.0-kafka-4.2.0', 'quay.io/strimzi/kafka:1.2.0-kafka-4.3.1'],
    ],
    ['{"image": "docker.io/envoyproxy/ratelimit:17b1956c"}', ['docker.io/envoyproxy/ratelimit:17b1956c']],
    ['ghcr.io/cloudnative-pg/postgresql:16', ['ghcr.io/cloudnative-pg/postgresql:16']],
    ['bitnami/postgresql:16', ['docker.io/bitnami/postgresql:16']],
    [`pull quay.io/a/b@sha256:${hex}.`, [`quay.io/a/b@sha256:${hex}`]],
    ['harbor.corp:8443/team/app:2026.1', ['harbor.corp:8443/team/app:2026.1']],
    ['image: jenkins/inbound-agent:3385.vf1123fb_515da_-1', ['docker.io/jenkins/inbound-agent:3385.vf1123fb_515da_-1']],
    ['a.io/b:latest, a.io/b:latest; "a.io/c:stable"', ['a.io/b:latest', 'a.io/c:stable']],
    ["ctr images pull 'registry.k8s.io/pause:3.10.1' && true", ['registry.k8s.io/pause:3.10.1']],
    [
      'registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v19.3.0',
      ['registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v19.3.0'],
    ],
  ])('%s', (text, images) => expect(imagesInText(text)).toEqual(images));
});

describe('no image, whatever it looks like', () => {
  test.each([
    'https://quay.io/a/b:1',
    'https://example.com:8443/charts/web:v1',
    'oci://ghcr.io/a/b:1.2.3',
    'redis://redis-master:6379/0',
    'tcp://10.0.0.1:2376/x:1',
    '/var/lib/app:ro',
    './bin/tool:1',
    '~/data/x:1',
    '/etc/ssl/certs:/etc/ssl/certs:ro',
    'data/volume:rw',
    'redis-master.cache.svc:6379',
    'prometheus.monitoring.svc:9090/api/v1',
    'localhost:8080',
    '127.0.0.1:10254/metrics',
    '[::1]:8080/x:1',
    'default/example-go:8080',
    'istio-system/istiod:15012',
    '10.244.0.0/16:1',
    '2026/11/21:08',
    '12/24:08:30',
    'node-role.kubernetes.io/master:NoSchedule',
    'node-role.kubernetes.io/control-plane:NoSchedule',
    'topology.kubernetes.io/zone:zone1',
    'app.kubernetes.io/version:1.2',
    'dedicated=infra:NoExecute',
    'apps/v1:Deployment',
    'argoproj.io/v1alpha1:Rollout',
    'cert-manager.io/v1:2',
    'github.com/acme/tool:v1',
    'pkg/server/main.go:42',
    'scripts/run.sh:1',
    'v1.34.4',
    'nginx:1.29',
    'key:value',
    'name/space:word',
    'arn:aws:iam::123456789012:role/team/app:1',
    'user@host.corp/path:1',
    'unix:/run/containerd/containerd.sock',
    'sum(rate(http_requests_total{job="a:1m"}[5m]))',
    'job:request_latency:mean5m',
    'registry.k8s.io/pause',
    'a.io/B:1',
    `sha256:${hex}`,
    '{{ .Values.image }}/x:{{ .Values.tag }}',
    `\${REGISTRY}/team/app:1`,
    '$(REGISTRY)/team/app:1',
    'text/html; charset=utf-8',
    '',
    '\u0000\u202e',
    `${'a/'.repeat(2000)}b:1`,
  ])('%s', (text) => expect(imagesInText(text)).toEqual([]));
});

it('takes long texts in good time', () => {
  const started = performance.now();
  for (const text of ['a/'.repeat(500_000), 'a-'.repeat(500_000), 'a:1/'.repeat(250_000), ' '.repeat(1_000_000)]) {
    expect(imagesInText(text)).toEqual([]);
    expect(imagesOfLines(text)).toEqual([]);
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});

describe('a setting that is called an image', () => {
  test.each<[string, string, string | undefined]>([
    ['--solver-image', 'quay.io/a/b', 'quay.io/a/b:latest'],
    ['HELPER_IMAGE', 'openebs/linux-utils', 'docker.io/openebs/linux-utils:latest'],
    ['HELPER_IMAGE', 'busybox:1', 'docker.io/library/busybox:1'],
    ['imageName', 'ghcr.io/cloudnative-pg/postgresql:16', 'ghcr.io/cloudnative-pg/postgresql:16'],
    ['RELATED_IMAGE', 'a/b:8080', 'docker.io/a/b:8080'],
    ['--pull-image', 'true', undefined],
    ['imagePullPolicy', 'a/b:1', undefined],
    ['BASE_IMAGE', '/images/base.qcow2', undefined],
    ['LOGO_IMAGE', 'https://a.io/logo.png', undefined],
    ['--listen', 'a/b:1', undefined],
  ])('%s=%s', (name, value, image) => expect(imageOfSetting(name, value)).toBe(image));
});

describe('an image of a manifest within a text', () => {
  test.each<[string, string[]]>([
    ['spec:\n  containers:\n  - name: helper\n    image: busybox\n', ['docker.io/library/busybox:latest']],
    ['- image: "docker.io/library/busybox:1.37"', ['docker.io/library/busybox:1.37']],
    ['"image": "rancher/mirrored-pause:3.6",', ['docker.io/rancher/mirrored-pause:3.6']],
    ['image: true\nimage: auto\nimage: 12\nimage:\n', []],
    ['image: "{{ .ProxyImage }}"', []],
    ['image: https://a.io/logo.png', []],
    ['the image: busybox is small', []],
    ['image: ./logo.png', []],
  ])('%j', (text, images) => expect(imagesOfLines(text)).toEqual(images));
});
