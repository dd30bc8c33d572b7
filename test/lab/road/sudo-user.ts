import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labStatus } from '../lab-status.ts';
import { isOfTheRoad } from './open-checks.ts';
import { Product } from './product.ts';
import type { Results } from './results.ts';

interface CheckRow {
  readonly id: string;
  readonly target: string;
  readonly outcome: string;
  readonly evidence: string;
}

/** An ordinary user with sudo by password: everything is read as root, and a wrong password is tried once. */
export async function sudoUser(results: Results): Promise<void> {
  const { sudoUser: ops } = await labStatus();
  const password = readFileSync(ops.passwordFile, 'utf8').trim();
  await results.check('sudo user: preflight reads every machine', async () => {
    const rows = await preflight(password, 0);
    assert.deepEqual(
      rows.filter(({ id, outcome }) => isOfTheRoad(id) && (outcome === 'fail' || outcome === 'not-applicable')),
      [],
    );
    const disk = rows.find(({ id }) => id === 'etcd-disk');
    assert.match(disk?.evidence ?? '', /^python3, \/var\/lib\/etcd on /);
  });
  await results.check('sudo user: a wrong password is one sentence and one try', async () => {
    const rows = await preflight('not the password', 4);
    const reachable = rows.filter(({ id }) => id === 'reachable');
    assert.deepEqual(
      reachable.map(({ outcome, evidence }) => [outcome, evidence.split(' ')[0]]),
      [
        ['fail', 'SSH_E0006'],
        ['fail', 'SSH_E0006'],
        ['fail', 'SSH_E0006'],
      ],
    );
  });
}

async function preflight(password: string, exitCode: number): Promise<CheckRow[]> {
  const { hosts, sudoUser: ops } = await labStatus();
  const product = new Product(mkdtempSync(join(tmpdir(), 'ferryman-sudo-')), { 'ops-sudo': password });
  const access = (keyPath: string) => `{user: ${ops.user}, auth: {key: ${keyPath}}, sudo: {secret: ops-sudo}}`;
  const machines = hosts.map(
    ({ name, address, keyPath }) => `  - {name: ${name}, address: ${address}, access: ${access(keyPath)}}`,
  );
  const head = 'apiVersion: ferryman/v1\nkind: Requirements\nsite: {name: sudo}\nmachines:';
  product.write('requirements.yaml', `${head}\n${machines.join('\n')}\n`);
  await product.run(['new', 'site']);
  await product.run(['plan', 'requirements.yaml']);
  const fingerprints = hosts.flatMap((host) => ['--fingerprint', `${host.name}=${host.hostKeyFingerprint}`]);
  await product.run(['hosts', 'trust', '--by', 'lab', ...fingerprints]);
  return await product.json<CheckRow[]>(['preflight'], exitCode);
}
