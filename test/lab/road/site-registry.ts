import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import { boot, reset } from '../host-lifecycle.ts';
import { powerOff } from '../host-power.ts';
import { assertNoUplink } from '../isolation.ts';
import { existingHosts, requireHost } from '../lab-hosts.ts';
import { withLock } from '../lab-lock.ts';
import { setWire } from '../lab-network.ts';
import { labStatus } from '../lab-status.ts';
import { carriedSite } from './carried-site.ts';
import { bundleWithOneLayerMore } from './changed-layer.ts';
import { pinnedOnFullDisk } from './full-disk.ts';
import { onHost } from './on-host.ts';
import { isOfTheRoad, openChecks } from './open-checks.ts';
import { bundleWithPartialIndex } from './partial-index.ts';
import type { Product } from './product.ts';
import type { Results } from './results.ts';
import type { RoadOptions } from './site.ts';
import { secondRun } from './whole-road.ts';

const keeper = 'h2';
const names = ['h1', 'h2', 'h3'];
const agnhost = /^registry\.k8s\.io\/e2e-test-images\/agnhost:/;

interface CheckRow {
  readonly id: string;
  readonly target: string;
  readonly outcome: string;
  readonly evidence: string;
}

interface Pushed {
  readonly pushed: readonly string[];
  readonly unchanged: readonly string[];
  readonly reduced: readonly string[];
  readonly sentBlobs: number;
  readonly sentBytes: number;
}

/** A site with a registry of its own on a worker, from a bundle that came the whole way: installed, pulled from, pushed to again, broken and mended. */
export async function siteRegistry(
  results: Results,
  options: RoadOptions,
  expectedOpen: readonly string[],
): Promise<void> {
  await withLock('hosts', async () => {
    for (const host of existingHosts()) await reset(host);
  });
  const product = await carriedSite(results, { ...options, siteRegistry: keeper, uplinkMegabytes: 10 });
  const push = (bundle: string) => product.json<Pushed>(['bundle', 'push', bundle, '--site-registry']);
  await results.check(
    'registry: install with a site registry on a worker, kill -9 in the middle of the push',
    async () => {
      const { child, ended, until: said } = product.start(['install']);
      await said(/▸ \/bundle\/registry-images\/h2/);
      await wait(2_000);
      child.kill('SIGKILL');
      await ended;
      await product.run(['resume']);
      const { steps } = await product.json<{ steps: { id: string; durationMs?: number }[] }>(['status']);
      for (const { id, durationMs } of steps)
        if (/registry|spread/.test(id)) console.log(`      ${id} ${((durationMs ?? 0) / 1000).toFixed(1)} s`);
    },
  );
  await results.check('registry: what all nodes need went along a chain', async () => {
    const said = await Promise.all(names.map((host) => onHost(host, 'cat /var/lib/ferryman/spread/*')));
    assert.deepEqual(
      said.map((line) => line.trim()),
      names.map(() => 'has all of it'),
    );
  });
  await results.check('registry: three nodes pull by digest, the sandbox image is the bundle’s', async () => {
    const rows = await product.json<CheckRow[]>(['verify']);
    assert.deepEqual(
      rows.filter(({ outcome }) => outcome !== 'pass'),
      [],
    );
    for (const id of ['site-registry', 'sandbox-image']) {
      const found = rows.filter((row) => row.id === id);
      assert.deepEqual(found.map(({ target }) => target).sort(), names);
      console.log(`      ${id}: ${found[0]?.target} ${found[0]?.evidence.replaceAll('\n', ' · ')}`);
    }
    const readers = await readersOf(/GET \/v2\/registry\.k8s\.io\/ferryman\/probe\/blobs\//);
    assert.deepEqual(readers, await addresses());
    console.log(`      the registry’s own log: blobs went to ${readers.join(', ')}`);
    const { verdict } = await product.json<{ verdict: string }>(['report']);
    const open = openChecks(product);
    assert.equal(open.some(isOfTheRoad), expectedOpen.length > 0);
    assert.equal(verdict, open.length === 0 ? 'READY' : 'READY WITH ACTIONS');
    const report = product.read('delivery-report.html');
    assert.ok(report.includes('ferryman/probe@sha256:') && report.includes('/etc/ferryman/registry/server.crt'));
  });
  await results.check('registry: second run, nothing is sent, nothing changes on the nodes', () => secondRun(product));
  await results.check('registry: a second push sends no blob, one layer more sends that layer', async () => {
    const again = await push('bundle');
    assert.deepEqual([again.pushed, again.sentBlobs, again.sentBytes], [[], 0, 0]);
    const spec = (await labStatus()).specs[options.release] ?? '';
    const name = again.unchanged.find((each) => agnhost.test(each)) ?? '';
    const changed = await push(await bundleWithOneLayerMore(product, spec, name));
    // the layer and the configuration that names it
    assert.deepEqual([changed.pushed, changed.sentBlobs], [[`${name}-changed`], 2]);
    console.log(
      `      again: ${again.unchanged.length} images, ${again.sentBlobs} blobs · one layer more: ${changed.sentBlobs} blobs, ${changed.sentBytes} bytes`,
    );
  });
  await results.check('registry: an index that names a platform left out is kept whole', async () => {
    const { pushed, reduced } = await push(await bundleWithPartialIndex(product));
    assert.deepEqual([pushed, reduced], [['quay.io/partial/app:1'], []]);
  });
  await results.check('registry: the link breaks in the middle of a push; it goes on', () => brokenLink(product));
  await results.check('registry: the kubelet of each node pulls by digest what it no longer holds', async () => {
    await kubeletsPull();
  });
  await results.check('registry: its machine loses power; it serves again when that is back', async () => {
    await powerOff(requireHost(keeper));
    await boot(requireHost(keeper));
    await until(() => onHost(keeper, 'systemctl is-active registry'));
    assert.equal((await push('bundle')).sentBlobs, 0);
  });
  await faults(results, product);
  await results.check('registry: a full disk, the kubelet sweeps images and leaves the pinned ones', () =>
    pinnedOnFullDisk('h3'),
  );
  await results.check('registry: isolation, no packet left the lab network', async () => {
    assert.equal((await assertNoUplink()).left, 0);
  });
}

/** An empty registry behind a slow cable, and sshd with all its sessions killed while the push is under way. */
async function brokenLink(product: Product): Promise<void> {
  await onHost(keeper, 'systemctl stop registry; rm -rf /var/lib/registry/docker; systemctl start registry');
  await setWire(requireHost(keeper), 'slow 200mbit');
  try {
    const { ended } = product.start(['--json', 'bundle', 'push', 'bundle', '--site-registry']);
    await wait(5_000);
    await onHost(keeper, 'systemd-run -q --collect sh -c "systemctl kill ssh; systemctl restart ssh"').catch(() => '');
    const { exitCode, output } = await ended;
    assert.equal(exitCode, 0, output.slice(-2000));
    const { pushed, sentBytes } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Pushed;
    const held = Number(await onHost(keeper, 'du -sb /var/lib/registry | cut -f1'));
    console.log(`      ${pushed.length} images, ${sentBytes} bytes went out for ${held} that lie there`);
    // four uploads at once, each of which may send one piece again
    assert.ok(pushed.length >= 10 && sentBytes < held + 4 * 64 * 2 ** 20);
  } finally {
    await setWire(requireHost(keeper), 'whole');
  }
}

/** Each thing that breaks has its code when somebody pushes, and the next installation mends what is ours to mend. */
async function faults(results: Results, product: Product): Promise<void> {
  const files = '/etc/ferryman/registry';
  const refused = async (code: string) => {
    const { output } = await product.run(['bundle', 'push', 'bundle', '--site-registry'], [1, 2, 3, 4]);
    assert.match(output, new RegExp(code));
    console.log(`      ${output.split('\n').find((line) => line.includes(code)) ?? ''}`);
  };
  const mended = async () => {
    await product.run(['install']);
    assert.equal((await product.json<Pushed>(['bundle', 'push', 'bundle', '--site-registry'])).sentBlobs, 0);
  };
  await results.check('registry: wrong password', async () => {
    await onHost(keeper, `printf 'not-the-password' >${files}/password`);
    await refused('PUSH_E0001');
    await mended();
  });
  await results.check('registry: expired certificate', async () => {
    await onHost(keeper, `${expire(files)} && systemctl restart registry && sleep 2`);
    await refused('PUSH_E0005');
    await mended();
  });
  await results.check('registry: unreachable', async () => {
    await onHost(keeper, 'systemctl stop registry');
    await refused('PUSH_E0003');
    await mended();
  });
  await results.check('registry: disk full', async () => {
    const inTheWay =
      'systemctl stop registry; mount -t tmpfs -o size=1m none /var/lib/registry; systemctl start registry; sleep 2';
    await onHost(keeper, inTheWay);
    await refused('PUSH_E0002');
    await onHost(keeper, 'systemctl stop registry; umount /var/lib/registry; systemctl start registry; sleep 2');
    await mended();
  });
}

/** The same certificate over the same key, but one that ended yesterday. */
function expire(files: string): string {
  const config =
    '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=/tmp/x/index\\nserial=/tmp/x/serial\\nnew_certs_dir=/tmp/x\\ndefault_md=sha256\\npolicy=p\\n[p]\\nCN=optional\\nO=optional\\n';
  return [
    'rm -rf /tmp/x && mkdir /tmp/x && : >/tmp/x/index && echo 4a01 >/tmp/x/serial',
    `printf '${config}' >/tmp/x/cnf`,
    `openssl x509 -x509toreq -in ${files}/server.crt -signkey ${files}/server.key -out /tmp/x/request 2>/dev/null`,
    "printf 'subjectAltName=IP:%s\\n' \"$(hostname -I | awk '{print $1}')\" >/tmp/x/extensions",
    `openssl ca -batch -config /tmp/x/cnf -cert ${files}/ca.crt -keyfile ${files}/ca.key -in /tmp/x/request -extfile /tmp/x/extensions -startdate 20200101000000Z -enddate "$(date -u -d yesterday +%Y%m%d%H%M%SZ)" -notext -out ${files}/server.crt 2>&1`,
  ].join(' && ');
}

async function kubeletsPull(): Promise<void> {
  const name = (await onHost('h1', 'ctr -n k8s.io images ls -q')).split('\n').find((each) => agnhost.test(each)) ?? '';
  const row = await onHost('h1', `ctr -n k8s.io images ls name==${name} | tail -1`);
  const digest = row.split(/\s+/)[2] ?? '';
  const reference = `${name.replace(/:[^:]+$/, '')}@${digest}`;
  await Promise.all(
    names.map((host) =>
      onHost(
        host,
        // the kubelet keeps its own names of the same image beside ours
        `ctr -n k8s.io images ls | awk '/${digest}/ {print $1}' | xargs ctr -n k8s.io images rm --sync >/dev/null; ! ctr -n k8s.io content ls -q | grep -q ${digest}`,
      ),
    ),
  );
  const manifest = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'pulled', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'pulled' } },
      template: {
        metadata: { labels: { app: 'pulled' } },
        spec: {
          tolerations: [{ operator: 'Exists' }],
          terminationGracePeriodSeconds: 0,
          containers: [{ name: 'pulled', image: reference, args: ['pause'] }],
        },
      },
    },
  });
  const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';
  await onHost('h1', `${kubectl} apply -f - <<'JSON'\n${manifest}\nJSON`);
  await onHost('h1', `${kubectl} rollout status daemonset pulled --timeout=120s`);
  const readers = await readersOf(
    new RegExp(`GET /v2/registry\\.k8s\\.io/e2e-test-images/agnhost/manifests/${digest}`),
  );
  assert.deepEqual(readers, await addresses());
  console.log(`      ${reference.slice(0, 72)}… pulled by ${readers.join(', ')}`);
  await onHost('h1', `${kubectl} delete daemonset pulled`);
}

/** Addresses that were served what matches, by the registry's own access log. */
async function readersOf(request: RegExp): Promise<string[]> {
  const log = await onHost(keeper, 'journalctl -u registry -o cat --no-pager');
  const served = log.split('\n').filter((line) => request.test(line) && /" 200 \d/.test(line));
  return [...new Set(served.flatMap((line) => /^(\d+\.\d+\.\d+\.\d+) - /.exec(line)?.[1] ?? []))].sort();
}

async function addresses(): Promise<string[]> {
  return (await labStatus()).hosts.map(({ address }) => address).sort();
}

async function until(work: () => Promise<unknown>): Promise<void> {
  for (let left = 60; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await wait(1_000);
    }
  }
}
