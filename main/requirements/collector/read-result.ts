import { parseAddress } from '../../model/network.ts';
import { HostFacts } from '../../model/site/host-facts.ts';
import { Disk, Hardware } from '../../model/site/machine.ts';
import { ResultLines } from './result-lines.ts';

export interface Collected {
  readonly facts: HostFacts;
  /** What of it answers questions about the machine. */
  readonly hardware: Partial<Hardware>;
  /** Address on the network the default route leads to; the first there is without such a route. */
  readonly address: string | undefined;
  /** Disks that are in use for something no mount names, such as LVM of another system. */
  readonly unclearDisks: readonly string[];
  readonly reach: readonly { readonly target: string; readonly state: 'open' | 'closed' | 'unknown' }[];
}

const tib = 2 ** 20;

/** A file the collector wrote; FACT_E0001 names the first line that cannot be true. Pure. */
export function readResult(content: Uint8Array, file: string): Collected {
  const lines = new ResultLines(content, file);
  const [ownCode, ownMs] = lookUpIn(lines, 'own-name-lookup');
  const [, unknownMs] = lookUpIn(lines, 'unknown-name-lookup');
  const facts = HostFacts.parse({
    hostname: lines.needed('hostname'),
    machineId: lines.text('machine-id'),
    incarnation: lines.text('incarnation'),
    os: { id: lines.text('os-id'), versionId: lines.text('os-version'), name: lines.text('os-name') },
    kernel: lines.needed('kernel'),
    architecture: lines.needed('architecture'),
    pageSizeBytes: lines.number('page-size', { least: 1024, most: tib }),
    cgroupVersion: lines.number('cgroup', { least: 1, most: 2 }),
    systemdVersion: lines.number('systemd', { most: 10_000, otherwise: 0 }),
    cpuCount: lines.number('cpu-count', { least: 1, most: 16_384 }),
    cpuLevel: lines.text('cpu-level'),
    memoryMiB: lines.number('memory-mib', { least: 1, most: 1024 * tib }),
    swapMiB: lines.number('swap-mib', { most: 1024 * tib, otherwise: 0 }),
    mounts: lines.all('mount').map((line) => mountIn(lines, line)),
    addresses: lines.all('address'),
    routes: lines.all('route'),
    listeningPorts: lines.all('port').map((port) => lines.numberIn('port', port, { least: 1, most: 65_535 })),
    nameservers: lines.all('nameserver'),
    resolvesOwnName: ownCode === '0',
    ownNameLookupMs: ownMs,
    unknownNameLookupMs: unknownMs,
    epochMs: lines.number('epoch-ms', { least: 1_577_836_800_000, most: 7_258_118_400_000 }),
    isTimeSynchronised: lines.flag('time-synchronised'),
    firewall: lines.text('firewall'),
    selinux: lines.text('selinux'),
    securitySoftware: lines.all('security'),
    // no account: nobody logged in
    account: { expiresInDays: null, shellTimeoutSeconds: null, sudoRules: '' },
    tools: Object.fromEntries(tools.map((tool) => [tool, lines.flag(`tool-${tool}`)])),
    existing: {
      kubelet: lines.flag('kubelet'),
      kubeconfig: lines.flag('kubeconfig'),
      etcdData: lines.flag('etcd-data'),
      containerd: lines.text('containerd'),
      docker: lines.flag('docker'),
      ferrymanSite: lines.text('ferryman-site'),
    },
  });
  const disks = lines.all('disk').map((line) => diskIn(lines, line));
  return {
    facts,
    hardware: hardwareOf(facts, lines, disks),
    address: addressOf(facts),
    unclearDisks: disks.flatMap(({ name, disk }) => (disk === undefined ? [name] : [])),
    reach: lines.all('reach').map((line) => reachIn(lines, line)),
  };
}

const tools = ['conntrack', 'socat', 'ebtables', 'ethtool', 'ipset', 'iptables', 'mount', 'tar', 'curl', 'chronyd'];
const architectures: Readonly<Record<string, Hardware['architecture']>> = { x86_64: 'amd64', aarch64: 'arm64' };

function hardwareOf(facts: HostFacts, lines: ResultLines, disks: readonly FoundDisk[]): Partial<Hardware> {
  const kind = Hardware.shape.kind.safeParse(lines.text('machine-kind'));
  const known = disks.flatMap(({ disk }) => disk ?? []);
  const architecture = architectures[facts.architecture];
  return {
    cpuCores: facts.cpuCount,
    memoryGib: Math.round((facts.memoryMiB / 1024) * 10) / 10,
    ...(known.length === 0 ? {} : { disks: known }),
    ...(kind.success && kind.data !== 'unknown' ? { kind: kind.data } : {}),
    ...(facts.os.name === '' ? {} : { os: facts.os.name.slice(0, 80) }),
    kernel: facts.kernel.slice(0, 80),
    ...(architecture === undefined ? {} : { architecture }),
    pageSizeBytes: facts.pageSizeBytes,
  };
}

interface FoundDisk {
  readonly name: string;
  readonly disk: Disk | undefined;
}

/** `sda 107374 ssd /,/boot parts:2 held:1` */
function diskIn(lines: ResultLines, line: string): FoundDisk {
  const [name = '', size = '', kind = '', mounts = '-', parts = '', held = ''] = line.split(' ');
  const sizeGb = Math.round(lines.numberIn(`disk ${name}`, size, { least: 1, most: 10 ** 10 }) / 100) / 10;
  const isUsed = parts !== 'parts:0' || held !== 'held:0';
  const [mount = ''] = mounts === '-' ? [] : mounts.split(',');
  if (mount === '' && isUsed) return { name, disk: undefined };
  const disk = Disk.safeParse({ sizeGb, kind, mount });
  if (!disk.success) throw lines.refusal(`the line of disk ${name} cannot be true`);
  return { name, disk: disk.data };
}

/** `/var 51200 20480 60`: path, MiB, MiB, percent. */
function mountIn(lines: ResultLines, line: string): HostFacts['mounts'][number] {
  const match = /^(\/.*) (\d+) (\d+) (\d+)$/.exec(line);
  const [, path = '', size = '', free = '', used = ''] = match ?? [];
  const number = (value: string, most: number) => lines.numberIn(`mount ${path}`, value, { most });
  return { path, sizeMiB: number(size, 2 ** 40), freeMiB: number(free, 2 ** 40), usedPercent: number(used, 100) };
}

function lookUpIn(lines: ResultLines, key: string): [code: string, ms: number] {
  const [code = '', ms = ''] = lines.needed(key).split(' ');
  return [code, lines.numberIn(key, ms, { most: 600_000 })];
}

function reachIn(lines: ResultLines, line: string): Collected['reach'][number] {
  const [target = '', state = ''] = line.split(' ');
  if (state !== 'open' && state !== 'closed' && state !== 'unknown')
    throw lines.refusal(`reach ${target} is neither open nor closed`);
  return { target, state };
}

/** `eth0 10.0.0.11/24` beside `default via 10.0.0.1 dev eth0`. */
function addressOf({ addresses, routes }: HostFacts): string | undefined {
  const device = /^default .*\bdev (\S+)/.exec(routes.find((route) => route.startsWith('default ')) ?? '')?.[1];
  const found = addresses.flatMap((line) => {
    const [name = '', address = ''] = line.split(' ');
    const plain = address.split('/')[0] ?? '';
    return parseAddress(plain) === undefined || plain.startsWith('127.') ? [] : [{ name, plain }];
  });
  return (found.find(({ name }) => name === device) ?? found[0])?.plain;
}
