import { labStatus } from '../lab-status.ts';
import { run } from '../run-command.ts';

/** What the running system writes by itself all the time; everything else outside scratch must stay as it is. */
const alive = [
  '/proc',
  '/sys',
  '/dev',
  '/run',
  '/tmp',
  '/var/tmp',
  '/var/log',
  '/var/cache',
  '/var/lib/ferryman',
  '/var/lib/etcd',
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/cni',
  '/var/lib/systemd',
  '/root/.ssh',
  '/root/.bash_history',
];

/** Every file outside scratch with size, mode and time of change, and every unit that is loaded: one text a host. */
export async function snapshot(): Promise<Record<string, string>> {
  const { hosts } = await labStatus();
  const prune = alive.map((path) => `-path ${path} -prune`).join(' -o ');
  const command = `find / -xdev \\( ${prune} \\) -o -printf '%p %s %m %T@ %l\\n' | sort; systemctl list-unit-files --no-legend | sort; systemctl list-units --type=service --state=active --no-legend --plain | awk '{print $1}' | grep -v '^user@\\|^session\\|^ferryman-' | sort; sysctl -a 2>/dev/null | grep -E '^net\\.(ipv4\\.ip_forward|bridge)' | sort; ctr -n k8s.io images ls 2>/dev/null | awk '{print $1, $3, $NF}' | sort`;
  const texts = await Promise.all(
    hosts.map(async ({ name, address, keyPath }) => {
      const options = [
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        'UserKnownHostsFile=/dev/null',
        '-o',
        'LogLevel=ERROR',
        '-i',
        keyPath,
      ];
      return [name, await run('ssh', [...options, `root@${address}`, command])] as const;
    }),
  );
  return Object.fromEntries(texts);
}

/** Lines that differ, at most 20, each with the host's name. */
export function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before)
    .flatMap((host) => {
      const old = new Set(before[host]?.split('\n'));
      return (after[host] ?? '')
        .split('\n')
        .filter((line) => !old.has(line))
        .map((line) => `${host}: ${line}`);
    })
    .slice(0, 20);
}
