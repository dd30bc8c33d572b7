import { strict as assert } from 'node:assert';
import { onHost } from './on-host.ts';
import type { Product } from './product.ts';

interface Status {
  readonly status: string;
  readonly steps: readonly { readonly id: string; readonly status: string; readonly durationMs?: number }[];
}

const host = 'h1';
const lost = '/(kube-apiserver|kube-controller-manager|kube-proxy):';
const archive = '/var/tmp/lost.tar';
const pin = 'io.cri-containerd.pinned=pinned';
const piecesASecond = 10;

/**
 * A control plane has lost images while its etcd runs: the next operation loads just these, at the rate the plan allows.
 * What etcd itself says of its disk meanwhile is printed beside the same images loaded at full speed by hand.
 */
export async function besideEtcd(product: Product): Promise<void> {
  const before = await images();
  await onHost(host, `rm -f ${archive}; ctr -n k8s.io images export ${archive} $(${namesOfLost})`);
  try {
    await lose();
    const capped = await account(async () => {
      await product.run(['install']);
    });
    const { status, steps } = await product.json<Status>(['status']);
    assert.equal(status, 'succeeded');
    const work = steps.filter((step) => step.status !== 'satisfied');
    assert.deepEqual(
      work.map(({ id, status }) => [id, status]),
      [[`/runtime/images/${host}`, 'completed']],
    );
    assert.deepEqual(await images(), before);
    const said = await onHost(host, 'cat $(ls -td /var/lib/ferryman/runs/*load* | head -3 | sed "s|$|/log|")');
    assert.equal(said.match(/images are loaded at 10000000 bytes a second at most/g)?.length, 3);
    const pieces = [...said.matchAll(/loaded in (\d+) pieces/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    // 77 MB in pieces of 1 MB, whatever the release
    assert.ok(pieces > 50 && (work[0]?.durationMs ?? 0) >= ((pieces - 3) / piecesASecond) * 1000);
    await lose();
    const byHand = await account(async () => {
      await onHost(host, `ctr -n k8s.io images import --label ${pin} ${archive}`);
    });
    assert.equal(capped.leaderChanges, 0);
    console.log(`      etcd's log on disk, loading at 10 MB/s: ${capped.said} · at full speed by hand: ${byHand.said}`);
  } finally {
    await onHost(host, `rm -f ${archive}`);
  }
}

const namesOfLost = `ctr -n k8s.io images ls -q | grep -E '${lost}'`;

/** Name, digest and labels, a line each. */
async function images(): Promise<string[]> {
  const text = await onHost(host, "ctr -n k8s.io images ls | awk 'NR > 1 {print $1, $3, $NF}' | grep -v '^sha256:'");
  return text.trim().split('\n').sort();
}

/** With the names the runtime gives them by digest, or their content would stay. */
async function lose(): Promise<void> {
  const all = `ctr -n k8s.io images ls | awk '$1 ~ "${lost}" {lost[$3]} {digest[$1] = $3} END {for (name in digest) if (digest[name] in lost) print name}'`;
  await onHost(host, `ctr -n k8s.io images rm --sync $(${all})`);
}

/** What etcd says of its writes while something goes on; somebody writes to the cluster all the time. */
async function account(during: () => Promise<void>): Promise<{ said: string; leaderChanges: number }> {
  const writing = '/run/lab-writes';
  await onHost(
    host,
    `touch ${writing}; KUBECONFIG=/etc/kubernetes/admin.conf setsid timeout 180 bash -c 'while [ -e ${writing} ]; do kubectl annotate --overwrite namespace default lab=$((i += 1)); done' >/dev/null 2>&1 </dev/null &`,
  );
  const before = await metrics();
  try {
    await during();
  } finally {
    await onHost(host, `rm -f ${writing}`);
  }
  const after = await metrics();
  const since = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const fsync = 'etcd_disk_wal_fsync_duration_seconds';
  const count = since(`${fsync}_count`);
  const within = [...after.keys()].flatMap((name) => {
    const bound = new RegExp(`^${fsync}_bucket{le="([0-9.]+)"}$`).exec(name)?.[1];
    return bound !== undefined && since(name) >= count * 0.99 ? [Number(bound) * 1000] : [];
  });
  const mean = (since(`${fsync}_sum`) / count) * 1000;
  const said = `${count} writes, mean ${mean.toFixed(1)} ms, 99 % within ${Math.min(...within)} ms`;
  return { said, leaderChanges: since('etcd_server_leader_changes_seen_total') };
}

async function metrics(): Promise<Map<string, number>> {
  const text = await onHost(host, 'curl -s http://127.0.0.1:2381/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith('etcd_'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}
