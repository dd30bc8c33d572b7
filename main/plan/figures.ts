import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { addressAt, parseCidr } from '../model/network.ts';
import type { Derived } from '../model/plan/derived.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { text } from '../model/text.ts';

/** Kubernetes gives every node a /24 of the pod network unless told otherwise (kube-controller-manager --node-cidr-mask-size). */
const nodePrefix = 24;
/** kubeadm refuses what it calls too large: more than 16 bits between pod network and node network, more than 20 bits of services. */
const leastPodPrefix = nodePrefix - 16;
const leastServicePrefix = 12;

/** The network's figures. Throws PLAN_E0001 when the pod network is too small for the nodes, or a network too large for kubeadm. */
export function networkFigures(requirements: Requirements, nodeCount: number): Record<string, Derived> {
  const { podCidr, serviceCidr } = requirements.kubernetes;
  const pods = parseCidr(podCidr);
  const services = parseCidr(serviceCidr);
  if (pods === undefined || services === undefined) throw new RangeError('checked by the requirements schema');
  const maxNodes = 2 ** Math.max(0, nodePrefix - pods.prefix);
  if (pods.prefix > nodePrefix || maxNodes < nodeCount) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `kubernetes.podCidr ${podCidr} has room for ${pods.prefix > nodePrefix ? 0 : maxNodes} node(s), ${nodeCount} are planned`,
      next: `Use a network of at most /${nodePrefix - Math.ceil(Math.log2(nodeCount))}.`,
    });
  }
  if (pods.prefix < leastPodPrefix) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `kubernetes.podCidr ${podCidr} is too large for kubeadm`,
      next: `Use a network of at least /${leastPodPrefix}; /16 is usual.`,
    });
  }
  if (services.prefix < leastServicePrefix) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `kubernetes.serviceCidr ${serviceCidr} is too large for kubeadm`,
      next: `Use a network of at least /${leastServicePrefix}; /16 is usual.`,
    });
  }
  if (services.prefix > 28) {
    throw new FerrymanError('PLAN_E0001', {
      detail: `kubernetes.serviceCidr ${serviceCidr} is too small`,
      next: 'Use a network of at most /28; /16 is usual.',
    });
  }
  return {
    nodeCount: {
      value: nodeCount,
      unit: 'count',
      formula: 'machines that are not jump hosts',
      inputs: { machines: requirements.machines.length },
      source: { kind: 'requirement', reference: 'machines' },
      meaning: text('集群里的机器台数', 'How many machines the cluster has'),
    },
    maxNodes: {
      value: maxNodes,
      unit: 'count',
      formula: '2^(node prefix − pod network prefix)',
      inputs: { nodePrefix, podPrefix: pods.prefix },
      source: { kind: 'rule', reference: 'kube-controller-manager --node-cidr-mask-size' },
      meaning: text('以后最多能扩到多少台机器', 'How many machines the cluster can ever grow to'),
    },
    podsPerNode: {
      value: 110,
      unit: 'count',
      formula: 'min(kubelet maxPods, 2^(32 − node prefix) − 2)',
      inputs: { maxPods: 110, addresses: 2 ** (32 - nodePrefix) - 2 },
      source: { kind: 'planner-default', reference: 'KubeletConfiguration maxPods' },
      meaning: text('每台机器最多运行多少个容器组', 'How many pods one machine runs at most'),
    },
    clusterDnsAddress: {
      value: addressAt(services, 10),
      unit: 'address',
      formula: 'tenth address of the service network',
      inputs: { serviceCidr },
      source: { kind: 'rule', reference: 'kubeadm' },
      meaning: text('集群内部域名服务的地址', "The address of the cluster's own name service"),
    },
  };
}
