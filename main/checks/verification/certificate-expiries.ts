import { X509Certificate } from 'node:crypto';
import { registryFiles } from '../../model/plan/planned-registry.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { NodeRunner } from '../../ports/step-context.ts';

const kubeadmFiles = [
  'ca.crt',
  'apiserver.crt',
  'apiserver-kubelet-client.crt',
  'front-proxy-ca.crt',
  'front-proxy-client.crt',
  'etcd/ca.crt',
  'etcd/server.crt',
  'etcd/peer.crt',
];

/** Machines that hold certificates of the installation: control planes, and the site registry's. */
export function certificateHolders({ nodes, siteRegistry }: SitePlan): string[] {
  const controlPlanes = nodes.filter(({ role }) => role === 'control-plane').map(({ name }) => name);
  return [...new Set([...controlPlanes, ...(siteRegistry === undefined ? [] : [siteRegistry.machine])])];
}

/** When each of them on one machine ends; empty where there is none. */
export async function certificateExpiries(
  { nodes, siteRegistry }: SitePlan,
  node: NodeRunner,
): Promise<{ file: string; expires: string }[]> {
  const { name } = node.host;
  const isControlPlane = nodes.some((one) => one.name === name && one.role === 'control-plane');
  const paths = [
    ...(isControlPlane ? kubeadmFiles.map((file) => ({ file, path: `/etc/kubernetes/pki/${file}` })) : []),
    ...(siteRegistry?.machine === name
      ? [registryFiles.ca, registryFiles.certificate].map((path) => ({ file: path, path }))
      : []),
  ];
  return await Promise.all(
    paths.map(async ({ file, path }) => {
      const { exitCode, stdout } = await node.exec({ class: 'observe', argv: ['cat', path] });
      return { file, expires: exitCode === 0 ? new X509Certificate(stdout).validToDate.toISOString() : '' };
    }),
  );
}
