import { duplexPair } from 'node:stream';
import { expect, test } from 'vitest';
import { openClusterApi } from '../../../main/adapters/kubernetes/cluster-api.ts';
import { ApiServer } from '../../../main/practice/cluster/api-server.ts';
import { kubeconfig } from '../../../main/practice/cluster/kubeconfig.ts';
import { ObjectStore } from '../../../main/practice/cluster/object-store.ts';
import type { StoredObject } from '../../../main/practice/cluster/objects.ts';
import { PracticeCluster } from '../../../main/practice/cluster/practice-cluster.ts';

const pod = (name: string): StoredObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'own' } });

test('the store tells what changed after a version, deletions too, in the order of versions', () => {
  const store = new ObjectStore();
  store.put(pod('a'));
  const since = Number(store.version);
  store.put(pod('b'));
  store.put(pod('a'));
  store.remove('Pod', 'own', 'b');
  const told = store.changesAfter(since);
  expect(told.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual([
    'ADDED b',
    'MODIFIED a',
    'DELETED b',
  ]);
  expect(told.at(-1)?.object.metadata.resourceVersion).toBe(store.version);
  expect(store.changesAfter(Number(store.version))).toEqual([]);
});

test('who waits for pods to go away is told when they do', async () => {
  const settings = {
    version: 'v1.34.1',
    endpoint: '127.9.9.11:6443',
    podSubnet: '10.244.0.0/16',
    serviceSubnet: '10.96.0.0/12',
  };
  const cluster = new PracticeCluster(settings, () => true);
  cluster.join({ host: 'n1', name: 'n1', address: '127.9.9.11', isControlPlane: true });
  const server = new ApiServer(cluster);
  const api = await openClusterApi(kubeconfig(cluster, 'admin', 'kubeadm:cluster-admins'), async () => {
    const [near, far] = duplexPair();
    server.serve(far);
    return near;
  });
  await api.ensure({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } });
  cluster.store.put({ ...pod('a'), spec: { nodeName: 'n1' } });
  let looks = 0;
  const started = performance.now();
  const gone = api.waitForPods(
    'own',
    (pods) => {
      looks += 1;
      // Deleted only once the watch is there or about to be: between list and watch nothing may be lost.
      if (looks === 1) queueMicrotask(() => cluster.store.remove('Pod', 'own', 'a'));
      return pods.length === 0;
    },
    new AbortController().signal,
  );
  await gone;
  expect(performance.now() - started).toBeLessThan(5_000);
  await api.close();
  server.close();
});
