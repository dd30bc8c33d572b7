import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ask from './host/ask.sh?raw';
import df from './host/df.sh?raw';
import fio from './host/fio.sh?raw';
import init from './host/init.sh?raw';
import ip from './host/ip.sh?raw';
import small from './host/small.sh?raw';
import sudo from './host/sudo.sh?raw';
import systemctl from './host/systemctl.sh?raw';
import systemdRun from './host/systemd-run.sh?raw';

const scripts = { ask, df, fio, init, ip, small, sudo, systemctl, 'systemd-run': systemdRun };

/** Programs that only have to be there for `command -v`. */
const presentOnly = ['conntrack', 'socat', 'ebtables', 'ethtool', 'ipset', 'iptables'];

/** Program name on the host → stand-in that answers for it. */
export const standIns: Readonly<Record<string, keyof typeof scripts>> = {
  systemctl: 'systemctl',
  'systemd-run': 'systemd-run',
  sudo: 'sudo',
  df: 'df',
  fio: 'fio',
  ip: 'ip',
  ...Object.fromEntries(
    ['nproc', 'timedatectl', 'getenforce', 'modprobe', 'sysctl', 'swapoff', ...presentOnly].map(
      (name) => [name, 'small'] as const,
    ),
  ),
};

/** Writes the stand-ins into a folder that every host of the fleet sees read-only. */
export async function writeStandIns(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(scripts)) {
    await writeFile(join(folder, name), source);
    await chmod(join(folder, name), 0o755);
  }
}
