import { containerd, ctr } from './containerd.ts';
import { kubeadm } from './kubeadm.ts';
import { kubectl } from './kubectl.ts';
import type { Program } from './program.ts';

const says =
  (line: string): Program =>
  async () => ({ code: 0, out: `${line}\n` });

/** The programs of the practice bundle, by name: on a host they are small scripts that ask here. */
export const programs: Readonly<Record<string, Program>> = {
  kubeadm,
  kubectl,
  ctr,
  kubelet: says('Kubernetes practice'),
  containerd,
  registry: says('registry practice'),
  runc: says('runc version 1.5.2 practice'),
};
