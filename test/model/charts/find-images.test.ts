import { expect, it, test } from 'vitest';
import { findImages } from '../../../main/model/charts/find-images.ts';

const pod = (image: string) => ({ containers: [{ name: 'c', image }] });
const object = (kind: string, spec: unknown, more: object = {}) => ({
  apiVersion: 'x/v1',
  kind,
  metadata: { name: 'n', ...more },
  spec,
});
const names = (...objects: unknown[]) => findImages(objects).images.map(({ name }) => name);

test.each<[string, unknown, string[]]>([
  ['a pod', object('Pod', pod('a.io/x:1')), ['a.io/x:1']],
  ['a deployment', object('Deployment', { template: { spec: pod('a.io/x:1') } }), ['a.io/x:1']],
  ['a cron job', object('CronJob', { jobTemplate: { spec: { template: { spec: pod('a.io/x:1') } } } }), ['a.io/x:1']],
  [
    'init and ephemeral containers, and image volumes',
    object('Pod', {
      initContainers: [{ image: 'a.io/i:1' }],
      ephemeralContainers: [{ image: 'a.io/e:1' }],
      volumes: [{ image: { reference: 'a.io/v:1' } }],
    }),
    ['a.io/e:1', 'a.io/i:1', 'a.io/v:1'],
  ],
  [
    'a custom resource',
    object('Prometheus', { image: 'quay.io/p/p:v3', thanos: { image: 'a.io/t' } }),
    ['a.io/t:latest', 'quay.io/p/p:v3'],
  ],
  [
    'a custom resource that keeps the parts apart',
    object('Cluster', {
      image: { registry: 'a.io', repository: 'team/x', tag: '1' },
      side: { repository: 'y', tag: '2' },
    }),
    ['a.io/team/x:1', 'docker.io/library/y:2'],
  ],
  [
    'a list',
    { kind: 'List', items: [object('Pod', pod('a.io/x:1')), object('Pod', pod('a.io/y:1'))] },
    ['a.io/x:1', 'a.io/y:1'],
  ],
  [
    'an environment variable',
    object('Pod', { containers: [{ image: 'a', env: [{ name: 'HELPER_IMAGE', value: 'openebs/linux-utils' }] }] }),
    ['docker.io/library/a:latest', 'docker.io/openebs/linux-utils:latest'],
  ],
  [
    'two arguments',
    object('Pod', { containers: [{ args: ['--engine-image', 'longhornio/engine', '--x'] }] }),
    ['docker.io/longhornio/engine:latest'],
  ],
  [
    'a ConfigMap',
    {
      kind: 'ConfigMap',
      metadata: { name: 'n' },
      data: { 'helperPod.yaml': 'spec:\n  containers:\n  - image: busybox\n' },
    },
    ['docker.io/library/busybox:latest'],
  ],
  [
    'a hook',
    object(
      'Job',
      { template: { spec: pod('a.io/hook:1') } },
      { annotations: { 'helm.sh/hook': 'pre-install,pre-upgrade' } },
    ),
    ['a.io/hook:1'],
  ],
  [
    'an annotation',
    object('Pod', {}, { annotations: { 'sidecar.istio.io/proxyImage': 'docker.io/istio/proxyv2:1.30.3' } }),
    ['docker.io/istio/proxyv2:1.30.3'],
  ],
  [
    'a definition of resources',
    object('CustomResourceDefinition', { description: 'such as a.io/x:1', image: 'a.io/y:1' }),
    [],
  ],
  ['a secret', { kind: 'Secret', stringData: { login: 'team/robot:p4ss' } }, []],
  ['no object', 'a.io/text:1', ['a.io/text:1']],
  ['nothing', {}, []],
])('%s', (_, found, expected) => expect(names(found)).toEqual(expected));

it('tells where each was found, once, an image field before the text beside it', () => {
  const spec = {
    template: { spec: { containers: [{ image: 'a.io/x:1', args: ['--self=a.io/x:1', '--other=a.io/y:1'] }] } },
  };
  const { images } = findImages([
    object('Deployment', spec, { namespace: 'apps' }),
    { kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'a.io/x:1 a.io/x:1' } },
  ]);
  expect(images).toEqual([
    {
      name: 'a.io/x:1',
      found: [
        { way: 'image', in: 'Deployment/apps/n' },
        { way: 'text', in: 'ConfigMap/c' },
      ],
    },
    { name: 'a.io/y:1', found: [{ way: 'text', in: 'Deployment/apps/n' }] },
  ]);
});

it('counts nothing of what only helm test starts, and says so', () => {
  const only = object('Pod', pod('a.io/bats:1'), { annotations: { 'helm.sh/hook': 'test-success' } });
  const both = object(
    'Job',
    { template: { spec: pod('a.io/both:1') } },
    { annotations: { 'helm.sh/hook': 'test,post-install' } },
  );
  expect(findImages([only, both])).toMatchObject({ images: [{ name: 'a.io/both:1' }], tests: ['Pod/n'] });
});

it('names image fields it cannot read', () => {
  const { images, unreadable } = findImages([object('Pod', { ...pod('$(IMAGE)'), other: { image: '' } })]);
  expect(images).toEqual([]);
  expect(unreadable).toEqual([{ value: '$(IMAGE)', in: 'Pod/n' }]);
});

it('refuses what is nested without end', () => {
  let deep: unknown = 'a.io/x:1';
  for (let depth = 0; depth < 300; depth += 1) deep = { deep };
  expect(() => findImages([object('Pod', deep)])).toThrow('nested more than 200 deep');
});
