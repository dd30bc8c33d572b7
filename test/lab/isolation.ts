import { readFileSync } from 'node:fs';
import { LabError } from './lab-error.ts';
import { bridge, existingHosts, type LabHost } from './lab-hosts.ts';
import { scriptPath } from './lab-paths.ts';
import { run } from './run-command.ts';

const table = 'ferryman_lab';

export interface IsolationProof {
  /** Packets that hosts tried to send elsewhere; all were refused at the bridge. */
  readonly attempted: number;
  readonly left: number;
  readonly entered: number;
  readonly statements: readonly string[];
}

export async function isolateBridge(): Promise<void> {
  const present = await run('nft', ['list', 'tables', 'inet']);
  if (present.includes(table)) return; // the counters of a running lab are kept
  const rules = readFileSync(scriptPath('isolation.nft'), 'utf8')
    .replaceAll('@BRIDGE@', bridge.name)
    .replaceAll('@MAC@', bridge.mac)
    .replaceAll('@PREFIX@', bridge.prefix);
  await run('nft', ['-f', '-'], { input: rules, failure: 'the fence around the lab network could not be set up' });
}

/** Proves that no packet has left the lab network since it was set up, and that none could; throws otherwise. */
export async function assertNoUplink(): Promise<IsolationProof> {
  const counters = readCounters(
    await run('nft', ['-j', 'list', 'counters', 'table', 'inet', table], {
      failure: 'there is no fence around the lab network (is the lab up?)',
    }),
  );
  const proof = { attempted: count('attempted'), left: count('left'), entered: count('entered') };
  if (proof.left > 0) throw new LabError(`${proof.left} packets were on their way out of the lab network`);
  if (proof.entered > 0) throw new LabError(`${proof.entered} packets were on their way into the lab network`);

  const ruleset = await run('nft', ['-s', 'list', 'ruleset']);
  const translation = ruleset.split('\n').find((line) => /masquerade|[sd]nat/.test(line) && /10\.77\.0\./.test(line));
  if (translation !== undefined)
    throw new LabError(`this machine translates addresses of the lab network: ${translation.trim()}`);
  const hosts = existingHosts();
  await Promise.all(hosts.map(assertClosed));
  return {
    ...proof,
    statements: [
      `${hosts.length} hosts: the only link is the bridge, the only gateway ${bridge.address}, no nameserver`,
      'no address translation of the lab network on this machine',
      `packets that left: ${proof.left}, that came in: ${proof.entered}, attempts refused at the bridge: ${proof.attempted}`,
    ],
  };

  function count(name: string): number {
    const packets = counters.get(name);
    if (packets === undefined) throw new LabError(`the fence around the lab network lacks its counter "${name}"`);
    return packets;
  }
}

function readCounters(json: string): Map<string, number> {
  const { nftables } = JSON.parse(json) as { nftables: ReadonlyArray<{ counter?: { name: string; packets: number } }> };
  return new Map(
    nftables.flatMap((entry) => (entry.counter ? [[entry.counter.name, entry.counter.packets] as const] : [])),
  );
}

async function assertClosed(host: LabHost): Promise<void> {
  const gateways = (await run('ip', ['-n', `fm-${host.name}`, 'route', 'show', 'default']))
    .trim()
    .split('\n')
    .filter(Boolean);
  const foreign = gateways.find((route) => !route.includes(`via ${bridge.address} dev eth0`));
  if (foreign !== undefined) throw new LabError(`${host.name} has another way out: ${foreign}`);
  const resolver = readFileSync(`${host.dir}/root/etc/resolv.conf`, 'utf8');
  if (/^\s*nameserver/m.test(resolver)) throw new LabError(`${host.name} has a nameserver in /etc/resolv.conf`);
}
