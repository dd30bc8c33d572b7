import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { greets, isPowered } from './host-power.ts';
import { bridge, existingHosts } from './lab-hosts.ts';
import { readWire } from './lab-network.ts';
import { paths } from './lab-paths.ts';
import { releases, specPath } from './software/releases.ts';

export interface LabStatus {
  readonly bridge: string;
  readonly hosts: readonly HostStatus[];
  /** Kubernetes version → path of the bundle spec built for it. */
  readonly specs: Readonly<Record<string, string>>;
  readonly sudoUser: { readonly user: string; readonly passwordFile: string };
}

export interface HostStatus {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly keyPath: string;
  readonly hostKeyFingerprint: string;
  readonly powered: boolean;
  readonly wire: string;
  /** Reachable over SSH now. */
  readonly up: boolean;
}

export async function labStatus(): Promise<LabStatus> {
  const hosts = existingHosts().map(async (host): Promise<HostStatus> => {
    const powered = isPowered(host);
    return {
      name: host.name,
      address: host.address,
      port: 22,
      user: 'root',
      keyPath: paths.key,
      hostKeyFingerprint: fingerprint(join(host.dir, 'root/etc/ssh/ssh_host_ed25519_key.pub')),
      powered,
      wire: readWire(host),
      up: powered && (await greets(host)),
    };
  });
  const built = Object.values(releases).filter((release) => existsSync(specPath(release)));
  return {
    bridge: `${bridge.address}/24`,
    hosts: await Promise.all(hosts),
    specs: Object.fromEntries(built.map((release) => [release.kubernetes, specPath(release)])),
    sudoUser: { user: 'ops', passwordFile: paths.sudoPassword },
  };
}

/** As `ssh-keygen -l` prints it. */
function fingerprint(publicKeyFile: string): string {
  if (!existsSync(publicKeyFile)) return '';
  const blob = readFileSync(publicKeyFile, 'utf8').split(' ')[1] ?? '';
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
