import { X509Certificate } from 'node:crypto';
import type { NodeRunner } from '../../ports/step-context.ts';

const files = [
  'ca.crt',
  'apiserver.crt',
  'apiserver-kubelet-client.crt',
  'front-proxy-ca.crt',
  'front-proxy-client.crt',
  'etcd/ca.crt',
  'etcd/server.crt',
  'etcd/peer.crt',
];

/** When each of kubeadm's certificates on a control-plane node ends; empty where there is none. */
export async function certificateExpiries(node: NodeRunner): Promise<{ file: string; expires: string }[]> {
  return await Promise.all(
    files.map(async (file) => {
      const { exitCode, stdout } = await node.exec({ class: 'observe', argv: ['cat', `/etc/kubernetes/pki/${file}`] });
      return { file, expires: exitCode === 0 ? new X509Certificate(stdout).validToDate.toISOString() : '' };
    }),
  );
}
