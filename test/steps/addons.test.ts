import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { corefile } from '../../main/steps/addons/dns.step.ts';
import { withPodNetwork } from '../../main/steps/addons/network.step.ts';

test('without a name server nothing is forwarded; with some, they are named outright', () => {
  const forwards = (dns: readonly string[]) =>
    corefile(dns)
      .split('\n')
      .filter((line) => /forward|resolv\.conf/.test(line))
      .map((line) => line.trim());
  expect([forwards([]), forwards(['10.9.0.1']), forwards(['10.9.0.1', '10.9.0.2'])]).toEqual([
    [],
    ['forward . 10.9.0.1 {'],
    ['forward . 10.9.0.1 10.9.0.2 {'],
  ]);
});

test.each([[[]], [['10.9.0.1']]])('its braces close, and it serves the cluster (%j)', (dns) => {
  const source = corefile(dns);
  const count = (brace: string) => source.split(brace).length;
  expect([
    count('{') - count('}'),
    source.includes('kubernetes cluster.local in-addr.arpa ip6.arpa {'),
    source.endsWith('}'),
  ]).toEqual([0, true, true]);
});

test('the pod network is set, and everything else stays as upstream wrote it', () => {
  const manifest = `apiVersion: v1
kind: Namespace
metadata: {name: kube-flannel}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-flannel-cfg}
data:
  cni-conf.json: |
    {"name": "cbr0", "plugins": []}
  net-conf.json: |
    {"Network": "10.244.0.0/16", "EnableNFTables": false, "Backend": {"Type": "vxlan"}}
---
apiVersion: apps/v1
kind: DaemonSet
spec: {template: {spec: {containers: [{args: [--ip-masq], image: "x:1"}]}}}
`;
  // kubectl passes over empty documents, and so does this look
  const read = (source: string) =>
    parseAllDocuments(source).flatMap((document) => (document.toJS() as Record<string, unknown> | null) ?? []);
  const [namespace, config, daemons] = read(manifest);
  const found = read(withPodNetwork(manifest, '172.20.0.0/14'));
  const data = (found[1] as { data: Record<string, string> }).data;
  expect(JSON.parse(data['net-conf.json'] ?? '')).toEqual({
    Network: '172.20.0.0/14',
    EnableNFTables: false,
    Backend: { Type: 'vxlan' },
  });
  const untouched = { ...(config as { data: object }).data, 'net-conf.json': data['net-conf.json'] };
  expect(found).toEqual([namespace, { ...(config as object), data: untouched }, daemons]);
});
