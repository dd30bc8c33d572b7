import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { firstControlPlane, type SitePlan } from '../../main/model/plan/site-plan.ts';
import {
  ignoredPreflight,
  initConfig,
  joinConfig,
  uploadCertificatesConfig,
} from '../../main/steps/cluster/kubeadm-config.ts';
import { sitePlanOf } from '../plan/fixture.ts';

const documentsOf = (source: string): Record<string, unknown>[] =>
  parseAllDocuments(source).map((document) => document.toJS() as Record<string, unknown>);
const initOf = (plan: SitePlan) => documentsOf(initConfig(plan, firstControlPlane(plan)));

const machines = [{ name: 'cp' }, { name: 'w' }];
const acceptance = { deviation: 'cgroup-v1', acceptedBy: '王', reason: '旧内核', until: '2027-01-01' };
const cgroup1 = { cgroupVersion: 1 } as const;
const plans = {
  ordinary: sitePlanOf(machines),
  'swap goes': sitePlanOf(machines, { changes: { swap: 'turn-off' } }),
  'cgroup v1 accepted': sitePlanOf(machines, { kubernetes: { version: '1.36' }, acceptances: [acceptance] }, cgroup1),
  'cgroup v1 not accepted': sitePlanOf(machines, { kubernetes: { version: '1.36' } }, cgroup1),
  'older release on cgroup v1': sitePlanOf(machines, {}, cgroup1),
};
const criSocket = 'unix:///run/containerd/containerd.sock';

test('kubeadm init: the whole configuration of an ordinary site', () => {
  expect(initOf(plans.ordinary)).toEqual([
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'InitConfiguration',
      bootstrapTokens: [{ ttl: '5m0s', usages: ['signing', 'authentication'] }],
      localAPIEndpoint: { advertiseAddress: '10.0.0.1', bindPort: 6443 },
      nodeRegistration: { name: 'cp', criSocket, imagePullPolicy: 'IfNotPresent' },
    },
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      kubernetesVersion: 'v1.36.3',
      controlPlaneEndpoint: '10.0.0.1:6443',
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16' },
    },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: 'systemd',
      failSwapOn: false,
    },
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      conntrack: { maxPerCore: 0, min: 0 },
    },
  ]);
});

test('a site without workers lets services run on its control plane', () => {
  expect(initOf(sitePlanOf([{ name: 'only' }]))[0]).toMatchObject({ nodeRegistration: { taints: [] } });
});

describe('what was agreed, and nothing else, is let through', () => {
  test.each<[keyof typeof plans, unknown[], string[]]>([
    ['ordinary', ['systemd', false, undefined], ['Swap']],
    ['swap goes', ['systemd', true, undefined], []],
    ['cgroup v1 accepted', ['cgroupfs', false, false], ['SystemVerification', 'Swap']],
    ['cgroup v1 not accepted', ['cgroupfs', false, undefined], ['Swap']],
    ['older release on cgroup v1', ['cgroupfs', false, undefined], ['Swap']],
  ])('%s', (name, expected, ignored) => {
    const { cgroupDriver, failSwapOn, failCgroupV1 } = initOf(plans[name])[2] ?? {};
    expect([[cgroupDriver, failSwapOn, failCgroupV1], ignoredPreflight(plans[name])]).toEqual([expected, ignored]);
  });
});

test('joins: the CA is pinned, and only a control plane gets the certificate key', () => {
  const node = { name: 'w', address: '10.0.0.2' };
  const material = { token: 'abcdef.0123456789abcdef', caCertHash: 'sha256:aa' };
  const worker = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: { apiServerEndpoint: '10.0.0.1:6443', token: material.token, caCertHashes: ['sha256:aa'] },
    },
    nodeRegistration: { name: 'w', criSocket, imagePullPolicy: 'IfNotPresent' },
  };
  const localAPIEndpoint = { advertiseAddress: '10.0.0.2', bindPort: 6443 };
  expect([
    ...documentsOf(joinConfig(node, '10.0.0.1:6443', material)),
    ...documentsOf(joinConfig(node, '10.0.0.1:6443', { ...material, certificateKey: '00ff' })),
  ]).toEqual([worker, { ...worker, controlPlane: { certificateKey: '00ff', localAPIEndpoint } }]);
});

test('uploading certificates names the version, so that nothing asks the internet', () => {
  expect(documentsOf(uploadCertificatesConfig('v1.34.4', '00ff'))).toMatchObject([
    { kind: 'InitConfiguration', certificateKey: '00ff' },
    { kind: 'ClusterConfiguration', kubernetesVersion: 'v1.34.4' },
  ]);
});
