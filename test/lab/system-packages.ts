import { existsSync } from 'node:fs';
import { LabError } from './lab-error.ts';
import { progress } from './progress.ts';
import { run } from './run-command.ts';

/** A file that proves the package is there, and the package that brings it. */
const needs: ReadonlyArray<readonly [file: string, debianPackage: string]> = [
  ['/usr/sbin/debootstrap', 'debootstrap'],
  ['/usr/bin/systemd-nspawn', 'systemd-container'],
  ['/usr/sbin/ip', 'iproute2'],
  ['/usr/sbin/tc', 'iproute2'],
  ['/usr/sbin/nft', 'nftables'],
  ['/usr/sbin/mkfs.ext4', 'e2fsprogs'],
  ['/usr/bin/ssh-keygen', 'openssh-client'],
  ['/usr/bin/gcc', 'gcc'],
  ['/usr/include/stdlib.h', 'libc6-dev'],
  ['/usr/bin/pkg-config', 'pkg-config'],
  ['/usr/include/seccomp.h', 'libseccomp-dev'],
];

export async function installSystemPackages(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new LabError('the lab needs Linux and root: it makes network namespaces, mounts and control groups');
  }
  const missing = [...new Set(needs.filter(([file]) => !existsSync(file)).map(([, name]) => name))];
  if (missing.length === 0) return;
  progress(`installing ${missing.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, failure: 'the package lists could not be updated' });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
    failure: 'the system packages the lab needs could not be installed',
  });
}
