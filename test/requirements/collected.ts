import { sha256Hex } from '../../main/model/canonical-json.ts';

const usual: Readonly<Record<string, readonly string[]>> = {
  script: ['0'.repeat(64)],
  hostname: ['node-1'],
  'machine-id': ['3d1219c7c4c5404aaa1f6d2a48adfda4'],
  incarnation: ['e6a98fa5-d362-472e-b654-247c748c050e 30'],
  'os-id': ['kylin'],
  'os-version': ['V10'],
  'os-name': ['Kylin Linux Advanced Server V10'],
  kernel: ['4.19.90-52'],
  architecture: ['x86_64'],
  'page-size': ['4096'],
  cgroup: ['1'],
  systemd: ['243'],
  'cpu-count': ['8'],
  'cpu-level': ['x86-64-v3'],
  'machine-kind': ['virtual'],
  'memory-mib': ['16000'],
  'swap-mib': ['0'],
  disk: ['vda 107374 unknown / parts:0 held:0'],
  mount: ['/ 102400 51200 50'],
  address: ['lo 127.0.0.1/8', 'docker0 172.17.0.1/16', 'eth0 10.0.0.11/24'],
  route: ['default via 10.0.0.1 dev eth0'],
  port: ['22'],
  nameserver: ['10.0.0.2'],
  'own-name-lookup': ['0 3'],
  'unknown-name-lookup': ['2 8'],
  'epoch-ms': ['1795248178172'],
  'time-zone': ['+0800'],
  'time-synchronised': ['true'],
  firewall: ['none'],
  selinux: ['none'],
  ...Object.fromEntries(
    ['conntrack', 'socat', 'ebtables', 'ethtool', 'ipset', 'iptables', 'mount', 'tar', 'curl', 'chronyd'].map(
      (tool) => [`tool-${tool}`, ['true']],
    ),
  ),
  kubelet: ['false'],
  kubeconfig: ['false'],
  'etcd-data': ['false'],
  containerd: [''],
  docker: ['false'],
  'ferryman-site': [''],
};

/** A result of the collector with other lines than usual, and a checksum that fits. */
export function collected(other: Readonly<Record<string, readonly string[]>> = {}): Uint8Array {
  const lines = Object.entries({ ...usual, ...other }).flatMap(([key, values]) =>
    values.map((value) => `${key}=${value}`),
  );
  const body = `ferryman-facts/1\n${lines.join('\n')}\n`;
  return new TextEncoder().encode(`${body}checksum=${sha256Hex(new TextEncoder().encode(body))}\n`);
}
