import { randomBytes, randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Duplex, duplexPair } from 'node:stream';
import { requireNamespaces } from './capability.ts';
import { ApiServer } from './cluster/api-server.ts';
import { type ClusterSettings, PracticeCluster } from './cluster/practice-cluster.ts';
import type { Fault } from './faults.ts';
import { fingerprintOf } from './fingerprint.ts';
import bootSource from './host/boot.sh?raw';
import { writeHostFiles } from './host-files.ts';
import { Launcher } from './launcher/launcher.ts';
import { PracticeHost } from './practice-host.ts';
import type { PracticeSite } from './programs/program.ts';
import { programs } from './programs/programs.ts';
import { PracticeRegistry } from './registry/practice-registry.ts';
import { type ProgramAnswer, type ProgramCall, StandInRequests } from './requests.ts';
import { Sandbox } from './sandbox.ts';
import { makeHostKey, SshServer } from './ssh-server.ts';
import { writeStandIns } from './stand-ins.ts';

export interface FleetOptions {
  /** Names of the hosts, at most 240. */
  readonly hosts: readonly string[];
  readonly password: string;
  /** Empty: sudo asks for nothing. */
  readonly sudoPassword?: string;
  /** Base64 of the wire format of a key that may log in. */
  readonly authorizedKey?: string;
  readonly faults?: readonly Fault[];
}

export interface FleetHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** Base64 of the SSH wire format. */
  readonly hostKey: string;
  readonly fingerprint: string;
}

const hostsAtOnce = 16;
const registryPort = 5000;

/** Simulated hosts on this machine: real SSH, real shells and files, stand-ins for systemd, containerd and Kubernetes. */
export class PracticeFleet implements PracticeSite {
  readonly hostList: FleetHost[] = [];
  readonly #folder: string;
  readonly #launcher: Launcher;
  readonly #hosts = new Map<string, PracticeHost>();
  readonly #registries = new Map<string, PracticeRegistry>();
  readonly #requests: StandInRequests;
  #pendingFaults: readonly Fault[];
  #cluster: PracticeCluster | undefined;
  #api: ApiServer | undefined;

  private constructor(folder: string, launcher: Launcher, faults: readonly Fault[]) {
    this.#folder = folder;
    this.#launcher = launcher;
    this.#pendingFaults = faults.filter(({ when }) => when !== undefined);
    this.#requests = new StandInRequests({
      pipe: join(folder, 'requests'),
      rootOf: (name) => this.#hosts.get(name)?.sandbox.root,
      answer: (call) => this.#answer(call),
    });
  }

  /** Rejects with PRACTICE_E0001 when this machine cannot. */
  static async start(options: FleetOptions): Promise<PracticeFleet> {
    await requireNamespaces();
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-practice-'));
    await writeStandIns(join(folder, 'stand-ins'));
    await writeFile(join(folder, 'boot.sh'), bootSource);
    const fleet = new PracticeFleet(folder, await Launcher.start(folder), options.faults ?? []);
    try {
      await fleet.#startHosts(options);
      for (const fault of options.faults ?? []) if (fault.when === undefined) await fleet.inject(fault);
      return fleet;
    } catch (error) {
      await fleet.close();
      throw error;
    }
  }

  get cluster(): PracticeCluster | undefined {
    return this.#cluster;
  }

  hosts(): readonly PracticeHost[] {
    return [...this.#hosts.values()];
  }

  registryAt(address: string, port: number): PracticeRegistry | undefined {
    const registry = port === registryPort ? this.#registries.get(address) : undefined;
    return registry?.isServing === true ? registry : undefined;
  }

  startCluster(settings: ClusterSettings): PracticeCluster {
    this.#api?.close();
    this.#cluster = new PracticeCluster(
      settings,
      (name) => this.#hosts.get(name)?.isUnitActive('kubelet.service') === true,
    );
    this.#api = new ApiServer(this.#cluster);
    return this.#cluster;
  }

  async inject(fault: Fault): Promise<void> {
    const host = this.#hosts.get(fault.host);
    if (host === undefined) return;
    const { ssh, sandbox } = host;
    switch (fault.kind) {
      case 'refuse':
        ssh.isRefusing = true;
        return ssh.cutAll();
      case 'cut':
        ssh.cutAfterBytes = fault.bytes;
        return;
      case 'stall':
        return ssh.stallAll(true);
      case 'wrong-host-key':
        ssh.hasWrongHostKey = true;
        return ssh.cutAll();
      case 'disk-full':
      case 'sudo-refusal':
        return await host.write(`/.practice/${fault.kind}`, '');
      case 'reboot':
        await sandbox.powerOff();
        ssh.cutAll();
        return await sandbox.boot();
      case 'heal':
        ssh.isRefusing = false;
        ssh.hasWrongHostKey = false;
        ssh.cutAfterBytes = undefined;
        ssh.stallAll(false);
        await host.remove('/.practice/disk-full');
        await host.remove('/.practice/sudo-refusal');
    }
  }

  async close(): Promise<void> {
    this.#api?.close();
    for (const registry of this.#registries.values()) registry.close();
    await Promise.all(
      this.hosts().map(async ({ ssh, sandbox }) => {
        await ssh.close();
        await sandbox.powerOff();
      }),
    );
    this.#requests.close();
    this.#launcher.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startHosts({ hosts, password, sudoPassword = '', authorizedKey = '' }: FleetOptions): Promise<void> {
    // A /24 of its own in 127/8: several fleets on one machine do not meet, and every host has its own address.
    const network = `127.${randomInt(20, 250)}.${randomInt(1, 250)}`;
    const queue = hosts.entries();
    const worker = async () => {
      for (const [index, name] of queue) {
        const address = `${network}.${index + 11}`;
        const root = join(this.#folder, 'hosts', name);
        await mkdir(root, { recursive: true });
        await writeHostFiles(root, { name, address, machineId: randomBytes(16).toString('hex'), sudoPassword });
        const sandbox = new Sandbox(root, name, this.#folder, this.#launcher);
        const hostKey = makeHostKey();
        const openPort = (to: string, port: number) => this.#openPort(to, port);
        const ssh = new SshServer({ sandbox, hostKey, password, authorizedKey, openPort });
        const host = new PracticeHost(name, address, sandbox, ssh);
        this.#hosts.set(name, host);
        this.#registries.set(address, new PracticeRegistry(host));
        await sandbox.boot();
        const port = await ssh.listen(address);
        this.hostList[index] = {
          name,
          address,
          port,
          hostKey: hostKey.public,
          fingerprint: fingerprintOf(hostKey.public),
        };
      }
    };
    await Promise.all(Array.from({ length: hostsAtOnce }, worker));
  }

  /** The API answers on every control-plane host, and on the address in front of them; a registry on its own host. */
  #openPort(address: string, port: number): Duplex | undefined {
    const registry = this.registryAt(address, port);
    if (registry !== undefined) {
      const [near, far] = duplexPair();
      registry.serve(far);
      return near;
    }
    const cluster = this.#cluster;
    if (port !== 6443 || cluster === undefined || this.#api === undefined || !cluster.isServing) return undefined;
    const isMember = cluster.members.some((member) => member.isControlPlane && member.address === address);
    if (!isMember && cluster.settings.endpoint !== `${address}:6443`) return undefined;
    const [near, far] = duplexPair();
    this.#api.serve(far);
    return near;
  }

  async #answer(call: ProgramCall): Promise<ProgramAnswer> {
    const words = [call.program, ...call.args].join(' ');
    const isDue = (fault: Fault) =>
      fault.host === call.host && fault.when !== undefined && words.startsWith(fault.when);
    const due = this.#pendingFaults.filter(isDue);
    this.#pendingFaults = this.#pendingFaults.filter((fault) => !due.includes(fault));
    for (const fault of due) await this.inject(fault);
    // The caller ended with its host: the program must not do its work after that.
    if (due.some(({ kind }) => kind === 'reboot')) return { code: 137 };
    const host = this.#hosts.get(call.host);
    const program = programs[call.program];
    if (host === undefined || program === undefined) return { code: 127, err: `${call.program}: not found\n` };
    return await program(call, host, this);
  }
}
