import './raw-imports.ts';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import { sshdIsMissing } from '../adapters/ssh/real-sshd.ts';
import { fingerprintOfBase64, MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { type LightTargets, startLightTargets } from './light-targets.ts';
import { ended, isLeftOut } from './programs.ts';
import { compared, median, type Row, seconds } from './row.ts';

const { RunnerPool } = await import('../../main/engine/runner/runner-pool.ts');
const rounds = 3;
/** Tasks of a play on connections already open, less a play of one: what one further task costs. */
const furtherTasks = 2;

/** P4: one command on many hosts at once, and once more on the connections kept; every host key checked, by all. */
export async function benchManyHosts(hostCount = 100): Promise<Row[]> {
  const missing = sshdIsMissing();
  if (missing !== undefined) throw new Error(missing);
  const targets = await startLightTargets(hostCount);
  const peer = ansible(targets);
  try {
    const hasPssh = !isLeftOut('parallel-ssh', 'pssh');
    const hasAnsible = !isLeftOut('ansible', 'ansible-core');
    const took: Record<'cold' | 'warm' | 'pssh' | 'ansible' | 'ansibleWarm', number[]> = {
      cold: [],
      warm: [],
      pssh: [],
      ansible: [],
      ansibleWarm: [],
    };
    for (let round = 0; round < rounds; round += 1) {
      const pool = openPool(targets);
      took.cold.push(await seconds(() => onAll(pool, targets)));
      took.warm.push(await seconds(() => onAll(pool, targets)));
      await pool.close();
      if (hasPssh) took.pssh.push(await seconds(() => pssh(targets)));
      if (hasAnsible) {
        took.ansible.push(await seconds(() => peer.command()));
        const one = await seconds(() => peer.play(1));
        took.ansibleWarm.push(((await seconds(() => peer.play(1 + furtherTasks))) - one) / furtherTasks);
        await peer.disconnect();
      }
    }
    const what = `P4 one command on ${hostCount} hosts`;
    const { cold, warm } = took;
    return [
      ...(hasPssh ? [compared(`${what}, against pssh`, median(cold), median(took.pssh), '≤ 0.35', 's')] : []),
      ...(hasAnsible
        ? [
            compared(`${what}, against ansible raw`, median(cold), median(took.ansible), '≤ 0.25', 's'),
            compared(
              `${what}, connections kept, against one more ansible raw task`,
              median(warm),
              median(took.ansibleWarm),
              '≤ 0.3',
              's',
            ),
          ]
        : []),
    ];
  } finally {
    await peer.disconnect();
    await targets.stop();
  }
}

function openPool({ addresses, port, user, keyPath, hostKey }: LightTargets) {
  const hostKeys = new MemoryHostKeys();
  for (const address of addresses) hostKeys.trust(address, hostKey, fingerprintOfBase64(hostKey));
  const secrets = new MemorySecrets();
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const auth = { kind: 'key', path: keyPath } as const;
  const addressOf = (name: string) => ({ name, address: name, port, access: { user, auth } });
  const artifacts = { manifestHash: '', sizeOf: () => undefined, read: () => Readable.from([]) };
  return new RunnerPool({ connector, addressOf, artifacts, secrets, clock: systemClock });
}

async function onAll(pool: InstanceType<typeof RunnerPool>, { addresses }: LightTargets): Promise<void> {
  const { signal } = new AbortController();
  await Promise.all(
    addresses.map(async (name) => {
      const runner = await pool.runner(name, { runKey: 'bench', fence: 1, signal, onLog: () => undefined });
      const { exitCode } = await runner.exec({ class: 'observe', argv: ['true'] });
      if (exitCode !== 0) throw new Error(`${name} answered ${exitCode}`);
    }),
  );
}

function sshOptions({ keyPath, knownHostsPath }: LightTargets): string[] {
  return [`IdentityFile=${keyPath}`, 'IdentitiesOnly=yes', `UserKnownHostsFile=${knownHostsPath}`, 'LogLevel=ERROR'];
}

async function pssh(targets: LightTargets): Promise<void> {
  const { addresses, port, user, directory } = targets;
  const list = join(directory, 'pssh-hosts');
  writeFileSync(list, addresses.map((address) => `${user}@${address}:${port}\n`).join(''));
  const options = [...sshOptions(targets), 'StrictHostKeyChecking=yes'].flatMap((option) => ['-O', option]);
  await ended('parallel-ssh', ['-p', String(addresses.length), '-h', list, '-t', '60', ...options, 'true']);
}

/** As fast as it goes: a fork a host, pipelining, connections kept, no facts. */
function ansible(targets: LightTargets) {
  const { addresses, port, user, directory } = targets;
  const inventory = join(directory, 'inventory');
  const sockets = join(directory, 'sockets');
  const hosts = addresses.map((address) => `${address} ansible_port=${port} ansible_user=${user}`);
  const config = join(directory, 'ansible.cfg');
  writeFileSync(config, '');
  writeFileSync(inventory, `[targets]\n${hosts.join('\n')}\n`);
  mkdirSync(sockets);
  const options = ['ControlMaster=auto', 'ControlPersist=60s', ...sshOptions(targets)];
  const env = {
    ANSIBLE_CONFIG: config,
    ANSIBLE_LOCAL_TEMP: join(directory, 'ansible'),
    ANSIBLE_HOST_KEY_CHECKING: 'True',
    ANSIBLE_PIPELINING: 'True',
    ANSIBLE_SSH_ARGS: options.map((option) => `-o ${option}`).join(' '),
    ANSIBLE_SSH_CONTROL_PATH: join(sockets, '%%h'),
    ANSIBLE_SSH_CONTROL_PATH_DIR: sockets,
    ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
  };
  const forks = ['-i', inventory, '-f', String(addresses.length)];
  const play = async (tasks: number) => {
    const book = join(directory, 'play.yaml');
    const each = Array.from({ length: tasks }, () => '    - raw: "true"\n').join('');
    writeFileSync(book, `- hosts: all\n  gather_facts: false\n  tasks:\n${each}`);
    await ended('ansible-playbook', [...forks, book], env);
  };
  return {
    command: () => ended('ansible', ['all', ...forks, '-m', 'raw', '-a', 'true'], env),
    play,
    disconnect: async () => {
      const close = 'for socket in "$0"/*; do ssh -o ControlPath="$socket" -O exit bench 2>/dev/null & done; wait';
      await ended('bash', ['-c', close, sockets]);
      rmSync(sockets, { recursive: true, force: true });
      mkdirSync(sockets);
    },
  };
}
