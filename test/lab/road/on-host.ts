import { labStatus } from '../lab-status.ts';
import { run } from '../run-command.ts';

/** Runs a shell command as root on a lab host, past the product; answers what it printed. */
export async function onHost(name: string, command: string): Promise<string> {
  const host = (await labStatus()).hosts.find((each) => each.name === name);
  if (host === undefined) throw new Error(`the lab has no host ${name}`);
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  const flags = [...options.flatMap((option) => ['-o', option]), '-i', host.keyPath];
  return await run('ssh', [...flags, `root@${host.address}`, command]);
}
