import { strict as assert } from 'node:assert';
import { setTimeout as wait } from 'node:timers/promises';
import { onHost } from './on-host.ts';

const left = 'lab.invalid/not-pinned:1';
const sweepsWithinMs = 180_000;

/**
 * Fills a worker's image disk beyond the kubelet's threshold: the kubelet sweeps images no container uses. What Ferryman
 * brought stays, used or not; an image beside it that nobody pinned is gone, which shows that the sweep took place.
 */
export async function pinnedOnFullDisk(host: string): Promise<void> {
  await onHost(host, importUnpinned);
  const before = await imagesOn(host);
  const pinned = before.filter((line) => line.includes('io.cri-containerd.pinned=pinned'));
  assert.ok(before.some((line) => line.startsWith(`${left} `)) && pinned.length > 3);
  // reserved, not written: the host's disk is a sparse file
  const fill =
    'f=/var/lib/containerd/in-the-way; read -r size free < <(df -B1 --output=size,avail /var/lib/containerd | tail -1); fallocate -l $((free - size / 20)) $f; df --output=pcent /var/lib/containerd | tail -1';
  const used = (await onHost(host, fill)).trim();
  try {
    const sweptAt = await swept(host);
    const after = await imagesOn(host);
    assert.deepEqual(
      pinned.filter((line) => !after.includes(line)),
      [],
    );
    const running = await onHost(host, 'crictl ps -q 2>/dev/null | wc -l; ctr -n k8s.io containers ls -q | wc -l');
    console.log(
      `      disk ${used} full; after ${Math.round(sweptAt / 1000)} s the kubelet had swept ${before.length - after.length} image names and left all ${pinned.length} pinned ones (${running.trim().replace('\n', '/')} containers)`,
    );
  } finally {
    await onHost(host, 'rm -f /var/lib/containerd/in-the-way');
  }
}

/** An image like any other that somebody loads by hand. */
const importUnpinned = `set -e; d=$(mktemp -d); cd $d; head -c 100000 /dev/urandom >f; tar cf layer.tar f
printf '{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' $(sha256sum layer.tar | cut -d' ' -f1) >config.json
printf '[{"Config":"config.json","RepoTags":["${left}"],"Layers":["layer.tar"]}]' >manifest.json
tar cf image.tar config.json manifest.json layer.tar; ctr -n k8s.io images import image.tar; cd /; rm -rf $d`;

/** Name, digest and labels of every image with a name of its own, a line each. */
async function imagesOn(host: string): Promise<string[]> {
  const text = await onHost(host, "ctr -n k8s.io images ls | awk 'NR > 1 {print $1, $3, $NF}' | grep -v '^sha256:'");
  return text.trim().split('\n');
}

async function swept(host: string): Promise<number> {
  const from = performance.now();
  while ((await imagesOn(host)).some((line) => line.startsWith(`${left} `))) {
    if (performance.now() - from > sweepsWithinMs) throw new Error('the kubelet swept nothing');
    await wait(2_000);
  }
  return performance.now() - from;
}
