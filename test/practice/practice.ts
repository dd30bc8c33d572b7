import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import { RunnerPool } from '../../main/engine/runner/runner-pool.ts';
import type { ArtifactSource } from '../../main/ports/artifact-source.ts';
import type { HostAddress } from '../../main/ports/remote-host.ts';
import { requireNamespaces } from '../../main/practice/capability.ts';
import { type FleetOptions, PracticeFleet } from '../../main/practice/fleet.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver, TestClock } from '../adapters/ssh/support.ts';

/** Why practice hosts cannot be had here; undefined when they can. */
export async function practiceIsMissing(): Promise<string | undefined> {
  return await requireNamespaces().then(
    () => undefined,
    (error: Error) => error.message,
  );
}

export const noArtifacts: ArtifactSource = {
  manifestHash: '',
  sizeOf: () => undefined,
  read: () => {
    throw new Error('no artifacts here');
  },
};

/** A fleet with everything needed to reach it. */
export async function startPractice(
  options: Partial<FleetOptions> = {},
  artifacts: ArtifactSource = noArtifacts,
  user = 'root',
) {
  const fleet = await PracticeFleet.start({ hosts: ['node-1'], password: 'geheim', ...options });
  const hostKeys = new MemoryHostKeys();
  for (const { name, hostKey, fingerprint } of fleet.hostList) hostKeys.trust(name, hostKey, fingerprint);
  const secrets = new MemorySecrets({ login: 'geheim', sudo: options.sudoPassword ?? '' });
  const observer = new RecordingObserver();
  const connector = new SshConnector({ hostKeys, secrets, observer, agentSocket: undefined });
  const addressOf = (name: string): HostAddress => {
    const host = fleet.hostList.find((candidate) => candidate.name === name);
    if (host === undefined) throw new Error(`no host ${name}`);
    const sudo = options.sudoPassword ? { sudoSecret: 'sudo' } : {};
    return { ...host, access: { user, auth: { kind: 'password', secret: 'login' }, ...sudo } };
  };
  const pool = new RunnerPool({ connector, addressOf, artifacts, secrets, clock: new TestClock() });
  const runner = (name: string, runKey = 'run', fence = 1, onLog: (text: string) => void = () => {}) =>
    pool.runner(name, { runKey, fence, signal: new AbortController().signal, onLog });
  return {
    fleet,
    hostKeys,
    secrets,
    observer,
    connector,
    addressOf,
    pool,
    runner,
    async close() {
      await pool.close();
      await fleet.close();
    },
  };
}
