import { registries } from '../../main/app/registries.ts';
import { hashOf } from '../../main/model/canonical-json.ts';
import type { KubernetesRelease } from '../../main/model/plan/kubernetes-release.ts';
import type { SitePlan } from '../../main/model/plan/site-plan.ts';
import type { HostFacts } from '../../main/model/site/host-facts.ts';
import { Requirements } from '../../main/model/site/requirements.ts';
import type { BundleIndex } from '../../main/plan/closure.ts';
import { planSite } from '../../main/plan/site-plan.ts';

type MachineSketch = { readonly name: string; readonly role?: string; readonly [field: string]: unknown };

/** Requirements with machines at 10.0.0.1 and on, unless a sketch says otherwise. */
export function requirementsOf(
  machines: readonly MachineSketch[],
  rest: Readonly<Record<string, unknown>> = {},
): Requirements {
  return Requirements.parse({
    apiVersion: 'ferryman/v1',
    kind: 'Requirements',
    site: { name: '华东-02' },
    machines: machines.map((machine, index) => ({
      address: `10.0.${Math.floor((index + 1) / 256)}.${(index + 1) % 256}`,
      ...machine,
    })),
    ...rest,
  });
}

/** An ordinary Debian machine that passes every preflight check. */
export function factsOf(change: Partial<HostFacts> = {}): HostFacts {
  return {
    hostname: 'node-1',
    machineId: 'a1',
    incarnation: 'boot 1',
    os: { id: 'debian', versionId: '12', name: 'Debian GNU/Linux 12' },
    kernel: '6.1.0',
    architecture: 'x86_64',
    pageSizeBytes: 4096,
    cgroupVersion: 2,
    systemdVersion: 252,
    cpuCount: 4,
    cpuLevel: 'x86-64-v3',
    memoryMiB: 8_000,
    swapMiB: 0,
    mounts: [{ path: '/', sizeMiB: 100_000, freeMiB: 80_000, usedPercent: 20 }],
    addresses: ['eth0 10.0.0.1/24'],
    routes: ['default via 10.0.0.254 dev eth0', '10.0.0.0/24 dev eth0'],
    listeningPorts: [22],
    nameservers: [],
    resolvesOwnName: true,
    ownNameLookupMs: 3,
    unknownNameLookupMs: 5,
    epochMs: 1_790_000_000_000,
    isTimeSynchronised: true,
    firewall: 'none',
    selinux: 'none',
    securitySoftware: [],
    account: { expiresInDays: null, shellTimeoutSeconds: null, sudoRules: '' },
    tools: { conntrack: true, socat: true, ebtables: true, ethtool: true, ipset: true },
    existing: { kubelet: false, kubeconfig: false, etcdData: false, containerd: '', docker: false, ferrymanSite: '' },
    ...change,
  };
}

function release(version: string, cliffs: KubernetesRelease['cliffs']): KubernetesRelease {
  return {
    version,
    source: 'test',
    images: ['apiserver', 'controller-manager', 'scheduler', 'proxy'].map(
      (name) => `registry.k8s.io/kube-${name}:${version}`,
    ),
    pauseImage: 'registry.k8s.io/pause:3.10',
    coreDnsImage: 'registry.k8s.io/coredns/coredns:v1.12.1',
    companions: {
      containerd: 'v2.4.2',
      runc: 'v1.5.2',
      'cni-plugins': 'v1.9.1',
      flannel: 'v0.28.4',
      registry: 'v3.1.2',
    },
    networkImages: ['ghcr.io/flannel-io/flannel:v0.28.4'],
    verificationImage: 'registry.k8s.io/e2e-test-images/agnhost:2.56',
    packages: ['conntrack', 'socat'],
    cliffs,
  };
}

/** Two releases as the catalog holds them, newest first; the newer one has the cgroup cliff. */
export const releases: readonly KubernetesRelease[] = [
  release('v1.36.3', [
    {
      id: 'cgroup-v1',
      when: { fact: 'cgroupVersion', equals: 1 },
      kind: 'deviation',
      meaning: { zh: '内核使用 cgroup v1', en: 'The kernel uses cgroup v1' },
    },
  ]),
  release('v1.34.4', []),
];

/** What ships with us. */
export const { catalog, expressions, planRules: rules } = registries();

export function sitePlanOf(
  machines: readonly MachineSketch[],
  rest: Readonly<Record<string, unknown>> = {},
  change: Partial<HostFacts> = {},
): SitePlan {
  const ranges = { podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/16' };
  const requirements = requirementsOf(machines, { ...rest, kubernetes: { ...ranges, ...(rest.kubernetes as object) } });
  const facts = Object.fromEntries(
    requirements.machines.map(({ name }) => [name, factsOf({ hostname: name, machineId: `id-${name}`, ...change })]),
  );
  return planSite({ requirements, releases, catalog, expressions, rules, facts, isPractice: false });
}

/** A bundle that holds whatever it is asked for, but for what `lacks` names by its hash. */
export function bundleWithout(...lacks: readonly string[]): BundleIndex {
  return {
    manifestHash: 'manifest',
    images: ['ghcr.io/flannel-io/flannel:v0.28.4', 'registry.k8s.io/pause:3.10'].map((name) => ({
      name,
      digest: `sha256:${hashOf(name)}`,
    })),
    find: (ref) => {
      const hash = hashOf(ref);
      if (lacks.includes(hash)) return undefined;
      const digest = `sha256:${hash}`;
      return { ref, digest, sizeBytes: 1_000, blobs: [{ digest, sizeBytes: 1_000 }], fileName: '' };
    },
  };
}
