import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { standIns } from './stand-ins.ts';

export interface HostFiles {
  readonly name: string;
  readonly address: string;
  readonly machineId: string;
  /** Empty: sudo asks for nothing. */
  readonly sudoPassword: string;
}

const directories = [
  ...[
    'etc/sysctl.d',
    'etc/modules-load.d',
    'etc/systemd/system',
    'var/log',
    'var/tmp',
    'var/lib',
    'root',
    'home',
    'opt',
    'mnt',
  ],
  ...['sys/module', 'sys/fs/cgroup', '.practice/proc/net/ipv4', 'usr-local/sbin'],
];

/** What a host has on its disk when it is new: a Debian with nothing of Kubernetes on it. */
export async function writeHostFiles(
  root: string,
  { name, address, machineId, sudoPassword }: HostFiles,
): Promise<void> {
  for (const directory of directories) await mkdir(join(root, directory), { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'etc/hostname': `${name}\n`,
    'etc/hosts': `127.0.0.1 localhost\n${address} ${name}\n`,
    'etc/resolv.conf': '',
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n',
    'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nops:x:1000:1000:ops:/home/ops:/bin/bash\n',
    'etc/group': 'root:x:0:\nops:x:1000:\n',
    'etc/shadow': 'root:*:19000:0:99999:7:::\nops:*:19000:0:99999:7:::\n',
    'etc/fstab': '',
    'etc/profile': '',
    'etc/machine-id': `${machineId}\n`,
    'etc/os-release': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (practice)"\n',
    'sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids\n',
    '.practice/name': `${name}\n`,
    '.practice/address': `${address}\n`,
    '.practice/sudo-password': `${sudoPassword}\n`,
    '.practice/proc/meminfo':
      'MemTotal:        8388608 kB\nMemFree:         6291456 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n',
    '.practice/proc/swaps': 'Filename\tType\tSize\tUsed\tPriority\n',
    '.practice/proc/net/ipv4/ip_forward': '0\n',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  // A practice host need not survive a power cut of this machine.
  await symlink('/usr/bin/true', join(root, 'usr-local/sbin/sync'));
  for (const [program, standIn] of Object.entries(standIns)) {
    await symlink(`/.practice/stand-ins/${standIn}`, join(root, 'usr-local/sbin', program));
  }
}

/** Where a path of the host lies on this machine. */
export function pathInRoot(root: string, path: string): string {
  const clean = posix.normalize(`/${path}`);
  return join(root, clean.startsWith('/usr/local/') ? clean.replace('/usr/local/', '/usr-local/') : clean);
}
