import { strict as assert } from 'node:assert';
import { openClusterApi } from '../../../main/adapters/kubernetes/cluster-api.ts';
import { MemorySecrets } from '../../../main/adapters/secrets/memory-secrets.ts';
import { SshConnector } from '../../../main/adapters/ssh/ssh-connector.ts';
import type { HostKeyStore } from '../../../main/ports/host-key-store.ts';
import type { HostAddress } from '../../../main/ports/remote-host.ts';
import { labStatus } from '../lab-status.ts';

/** REST, watch and exec against the real API server, all through one SSH link and no listening socket. */
export async function apiOverSsh(): Promise<void> {
  const [first] = (await labStatus()).hosts;
  if (first === undefined) throw new Error('the lab has no hosts');
  const address: HostAddress = {
    name: first.name,
    address: first.address,
    port: first.port,
    access: { user: first.user, auth: { kind: 'key', path: first.keyPath } },
  };
  const kept = new Map<string, { key: string; fingerprint: string }>();
  const hostKeys: HostKeyStore = {
    trusted: (machine) => kept.get(machine),
    trust: (machine, key, fingerprint) => void kept.set(machine, { key, fingerprint }),
    forget: (machine) => void kept.delete(machine),
  };
  const connector = new SshConnector({
    hostKeys,
    secrets: new MemorySecrets(async () => undefined),
    observer: { commandSent: () => undefined },
    agentSocket: undefined,
  });
  const { fingerprint, key } = await connector.fingerprint(address);
  assert.equal(fingerprint, first.hostKeyFingerprint);
  hostKeys.trust(first.name, key, fingerprint, 'lab');
  const host = await connector.connect(address);
  const { stdout: kubeconfig } = await host.exec({ class: 'observe', argv: ['cat', '/etc/kubernetes/admin.conf'] });
  const api = await openClusterApi(kubeconfig, (target, port) => host.forward(target, port));
  try {
    assert.equal((await api.nodes()).length, 3);
    await api.waitForPods('kube-flannel', (pods) => pods.length === 3, AbortSignal.timeout(20_000));
    const pod = (await api.pods('kube-flannel'))[0]?.metadata?.name ?? '';
    const { isSuccess, output } = await api.exec({ namespace: 'kube-flannel', name: pod, container: 'kube-flannel' }, [
      '/opt/bin/flanneld',
      '--version',
    ]);
    assert.deepEqual([isSuccess, /v?\d+\.\d+/.test(output)], [true, true], output);
  } finally {
    await api.close();
    await host.close();
  }
}
