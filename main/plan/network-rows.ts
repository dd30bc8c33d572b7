import type { NetworkRow } from '../model/plan/site-plan.ts';
import { text } from '../model/text.ts';

/** The flows a cluster with flannel (vxlan) needs; `Ferryman` is the machine it runs on. Source: kubernetes.io ports and protocols, flannel. */
export function networkRows(hasSeveralControlPlanes: boolean): NetworkRow[] {
  const row = (
    from: string,
    to: string,
    protocol: NetworkRow['protocol'],
    port: string,
    zh: string,
    en: string,
  ): NetworkRow => ({
    from,
    to,
    protocol,
    port,
    purpose: text(zh, en),
    duration: from === 'Ferryman' ? 'install-only' : 'lasting',
  });
  return [
    row('Ferryman', 'all nodes', 'tcp', '22', '安装与检验（SSH）', 'Installing and verifying (SSH)'),
    row('all nodes', 'control-plane', 'tcp', '6443', '所有节点访问集群入口', 'Every node reaches the cluster API'),
    row(
      'control-plane',
      'all nodes',
      'tcp',
      '10250',
      '控制平面读取日志和状态',
      'The control plane reads logs and state',
    ),
    row('all nodes', 'all nodes', 'udp', '8472', '容器网络（VXLAN）', 'Pod network (VXLAN)'),
    ...(hasSeveralControlPlanes
      ? [row('control-plane', 'control-plane', 'tcp', '2379-2380', 'etcd 数据同步', 'etcd keeps its copies equal')]
      : []),
  ];
}
