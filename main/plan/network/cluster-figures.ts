import { addressAt, parseCidr } from '../../model/network.ts';
import { text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';
import type { ClusterRanges } from './cidrs.ts';

/** kubeadm refuses what it calls too large: more than 16 bits between pod network and node network, more than 20 bits of services. */
const mostPodBits = 16;
const leastServicePrefix = 12;
const mostServicePrefix = 28;

export interface ClusterFigures {
  readonly clusterDnsAddress: string;
  readonly podsPerNode: number;
}

/** Sizes of the cluster's networks. Ranges that are too small for the nodes, or too large for kubeadm, are blockers. */
export function clusterFigures(
  environment: string,
  { podCidr, serviceCidr, nodePrefix }: ClusterRanges,
  nodeCount: number,
  ledger: Ledger,
): ClusterFigures {
  const pods = parseCidr(podCidr);
  const services = parseCidr(serviceCidr);
  if (pods === undefined || services === undefined) throw new RangeError('checked by the requirements schema');
  const maxNodes = pods.prefix > nodePrefix ? 0 : 2 ** (nodePrefix - pods.prefix);
  const block = (rule: string, object: string, zh: string, en: string, remedyZh: string, remedyEn: string) =>
    ledger.find({ rule, severity: 'blocker', object, reason: text(zh, en), remedy: text(remedyZh, remedyEn) });
  if (maxNodes < nodeCount) {
    const wanted = nodePrefix - Math.ceil(Math.log2(Math.max(1, nodeCount)));
    block(
      'pod-cidr-small',
      `kubernetes.podCidr ${podCidr}`,
      `只够 ${maxNodes} 台机器，计划 ${nodeCount} 台`,
      `It has room for ${maxNodes} node(s), ${nodeCount} are planned`,
      `使用 /${wanted} 或更大的网段`,
      `Use a network of at most /${wanted}`,
    );
  }
  if (pods.prefix < nodePrefix - mostPodBits) {
    block(
      'pod-cidr-large',
      `kubernetes.podCidr ${podCidr}`,
      '对 kubeadm 来说太大',
      'It is too large for kubeadm',
      `使用 /${nodePrefix - mostPodBits} 或更小的网段，通常 /16`,
      `Use a network of at least /${nodePrefix - mostPodBits}; /16 is usual`,
    );
  }
  if (services.prefix < leastServicePrefix) {
    block(
      'service-cidr-large',
      `kubernetes.serviceCidr ${serviceCidr}`,
      '对 kubeadm 来说太大',
      'It is too large for kubeadm',
      `使用 /${leastServicePrefix} 或更小的网段，通常 /16`,
      `Use a network of at least /${leastServicePrefix}; /16 is usual`,
    );
  }
  if (services.prefix > mostServicePrefix) {
    block(
      'service-cidr-small',
      `kubernetes.serviceCidr ${serviceCidr}`,
      '太小',
      'It is too small',
      `使用 /${mostServicePrefix} 或更大的网段，通常 /16`,
      `Use a network of at most /${mostServicePrefix}; /16 is usual`,
    );
  }
  const maxPods = ledger.assumptions.get('pods-per-node');
  const addresses = 2 ** (32 - nodePrefix) - 2;
  ledger.figure(`${environment}.network.maxNodes`, {
    value: maxNodes,
    unit: 'count',
    formula: '2^(node prefix − pod network prefix)',
    inputs: { nodePrefix, podPrefix: pods.prefix },
    from: { podPrefix: `figure:${environment}.network.podCidr` },
    source: { kind: 'rule', reference: 'F6; kube-controller-manager --node-cidr-mask-size' },
    meaning: text('以后最多能扩到多少台机器', 'How many machines the cluster can ever grow to'),
  });
  ledger.figure(`${environment}.network.podsPerNode`, {
    value: Math.min(maxPods, addresses),
    unit: 'count',
    formula: 'min(kubelet maxPods, 2^(32 − node prefix) − 2)',
    inputs: { maxPods, addresses },
    from: { maxPods: 'assumption:pods-per-node' },
    source: { kind: 'rule', reference: 'F6' },
    meaning: text('每台机器最多运行多少个容器组', 'How many pods one machine runs at most'),
  });
  const clusterDnsAddress = services.prefix > mostServicePrefix ? '' : addressAt(services, 10);
  ledger.figure(`${environment}.network.clusterDnsAddress`, {
    value: clusterDnsAddress,
    unit: 'address',
    formula: 'tenth address of the service network',
    inputs: { serviceCidr },
    from: { serviceCidr: `figure:${environment}.network.serviceCidr` },
    source: { kind: 'rule', reference: 'kubeadm' },
    meaning: text('集群内部域名服务的地址', "The address of the cluster's own name service"),
  });
  return { clusterDnsAddress, podsPerNode: Math.min(maxPods, addresses) };
}
