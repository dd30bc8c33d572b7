import { resolve } from 'node:path';
import { hostsUp, reset } from '../lab/host-lifecycle.ts';
import { existingHosts } from '../lab/lab-hosts.ts';
import { withLock } from '../lab/lab-lock.ts';
import { labStatus } from '../lab/lab-status.ts';
import { prepareLab } from '../lab/prepare-lab.ts';
import { readySite } from '../lab/road/site.ts';
import { run } from '../lab/run-command.ts';
import { alone, compared, median, type Row, seconds } from './row.ts';

const plainShell = resolve(import.meta.dirname, 'plain-shell-install.sh');

/**
 * Three bare hosts to a Ready cluster with network and DNS: ours against a plain shell script with the same files,
 * interleaved, each on hosts that are bare again. Verification and a second run are told apart.
 */
export async function benchInstall(rounds = 3): Promise<Row[]> {
  const release = await withLock('build', () => prepareLab('1.34'));
  const ours: number[] = [];
  const peer: number[] = [];
  const verifying: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await bareHosts();
    const { hosts, specs } = await labStatus();
    const addresses = hosts.map(({ address }) => address);
    const artifacts = resolve(specs[release] ?? '', '..');
    peer.push(await seconds(() => run('bash', [plainShell, hosts[0]?.keyPath ?? '', artifacts, ...addresses])));
    await bareHosts();
    const product = await readySite({ release, kubernetes: 'auto', acceptances: '' });
    ours.push(await seconds(() => product.run(['install'])));
    verifying.push(await seconds(() => product.run(['verify'])));
    again.push(await seconds(() => product.run(['install'])));
  }
  return [
    compared(
      `lab install, 3 hosts, against a plain shell script (${rounds} rounds)`,
      median(ours),
      median(peer),
      '≤ 1.3',
      's',
    ),
    alone('lab verification', median(verifying), '≤ 25', 's'),
    alone('lab second run, probes only', median(again), '≤ 5', 's'),
  ];
}

async function bareHosts(): Promise<void> {
  await withLock('hosts', async () => {
    for (const host of existingHosts()) await reset(host);
    await hostsUp(3);
  });
}
