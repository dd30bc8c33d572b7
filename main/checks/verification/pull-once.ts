import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { NodeRunner } from '../../ports/step-context.ts';

const ctr = ['/usr/local/bin/ctr', '-n', 'ferryman-verification'];

/**
 * Pulls an image by digest into a namespace of our own, as containerd's `hosts.toml` files say, and takes it away again.
 * Nothing is unpacked, and the kubelet never sees it.
 */
export async function pullOnce(
  node: NodeRunner,
  reference: string,
): Promise<{ readonly isPulled: boolean; readonly said: string }> {
  const remove = () => node.exec({ class: 'scratch', argv: [...ctr, 'images', 'rm', '--sync', reference] });
  // what a check that was cut off left behind would be found instead of pulled
  await remove();
  const hosts = ['--hosts-dir', '/etc/containerd/certs.d'];
  const argv = [...ctr, 'content', 'fetch', ...hosts, '--all-platforms', reference];
  const { exitCode, stdout, stderr } = await node.exec({ class: 'scratch', argv });
  await remove();
  const said = stripRemoteText(`${stdout}\n${stderr}`).trim().split('\n').slice(-3).join(' | ');
  return { isPulled: exitCode === 0, said: said.slice(0, 400) };
}
