import './raw-imports.ts';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { SshConnector } from '../../main/adapters/ssh/ssh-connector.ts';
import type { ResolvedArtifact } from '../../main/model/plan/artifact-ref.ts';
import type { StepContext } from '../../main/ports/step-context.ts';
import { MemoryHostKeys, MemorySecrets, RecordingObserver } from '../adapters/ssh/support.ts';
import { hostsUp, reset } from '../lab/host-lifecycle.ts';
import { existingHosts } from '../lab/lab-hosts.ts';
import { withLock } from '../lab/lab-lock.ts';
import { labStatus } from '../lab/lab-status.ts';
import { prepareLab } from '../lab/prepare-lab.ts';
import { onHost } from '../lab/road/on-host.ts';
import { readySite } from '../lab/road/site.ts';
import { run } from '../lab/run-command.ts';
import { compared, median, type Row } from './row.ts';

const { RunnerPool } = await import('../../main/engine/runner/runner-pool.ts');
const { default: imagesStep } = await import('../../main/steps/runtime/images.step.ts');
const mebibyte = 2 ** 20;
const imageCount = 20;
const rounds = 3;
const host = 'h1';

interface Image {
  readonly name: string;
  readonly manifest: string;
  readonly blobs: readonly string[];
}

/**
 * P9: twenty images with shared layers into a node's containerd over SSH, beside `ctr images import` of one tar that lies on
 * the node already, of that tar again, and of one archive an image over SSH.
 */
export async function benchNodeImport(baseMiB = 60): Promise<Row[]> {
  const release = await withLock('build', () => prepareLab('1.34'));
  await withLock('hosts', async () => {
    for (const each of existingHosts()) await reset(each);
    await hostsUp(3);
  });
  const product = await readySite({ release, kubernetes: 'auto', acceptances: '' });
  await product.run(['install']);
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  const { step, close } = await openStep();
  try {
    const took: Record<string, number[]> = {};
    const note = async (what: string, work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      took[what] = [...(took[what] ?? []), (performance.now() - from) / 1000];
    };
    for (let round = 0; round < rounds; round += 1) {
      const content = new Map<string, Buffer>();
      const layers = layersOf(baseMiB, content);
      const images = imagesOver(layers, content);
      const changed = imagesOver([...layers.slice(0, -1), layerOf(8, content)], content);
      await note('ours', () => step(images, content));
      await note('ours again', () => step(images, content));
      await note('ours, one layer', () => step(changed, content));
      await removeAll(images);
      const whole = archive(folder, 'whole', images, content);
      await copy(whole);
      await note('one tar', () => importFile('whole.tar'));
      await note('one tar again', () => importFile('whole.tar'));
      await removeAll(images);
      const each = images.map((image, index) => archive(folder, `image-${index}`, [image], content));
      await note('an archive each', async () => {
        for (const path of each) await importOverSsh(path);
      });
      await removeAll(images);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
    const of = (what: string) => median(took[what] ?? []);
    return [
      compared(
        'P9 import over SSH, against ctr import of one tar on the node',
        of('ours'),
        of('one tar'),
        '≤ 1.25',
        's',
      ),
      compared(
        'P9 import over SSH, against an archive an image over SSH',
        of('ours'),
        of('an archive each'),
        '≤ 0.35',
        's',
      ),
      compared('P9 unchanged, against the tar again', of('ours again'), of('one tar again'), '≤ 0.1', 's'),
      compared('P9 one layer, against the tar again', of('ours, one layer'), of('one tar again'), '≤ 0.15', 's'),
    ];
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The step of the engine itself: asked whether anything is to do, done, and asked again, as an installation does. */
async function openStep() {
  const { hosts } = await labStatus();
  const { address, port, keyPath } = hosts.find(({ name }) => name === host) ?? { address: '', port: 22, keyPath: '' };
  const hostKeys = new MemoryHostKeys();
  const secrets = new MemorySecrets({});
  const connector = new SshConnector({ hostKeys, secrets, observer: new RecordingObserver(), agentSocket: undefined });
  const root = { name: host, address, port, access: { user: 'root', auth: { kind: 'key', path: keyPath } as const } };
  const shown = await connector.fingerprint(root);
  hostKeys.trust(host, shown.key, shown.fingerprint);
  let content: ReadonlyMap<string, Buffer> = new Map();
  const artifacts = {
    manifestHash: '',
    sizeOf: (digest: string) => content.get(digest)?.length ?? 0,
    read: (digest: string, offset = 0) => Readable.from([(content.get(digest) ?? Buffer.alloc(0)).subarray(offset)]),
  };
  const pool = new RunnerPool({ connector, addressOf: () => root, artifacts, secrets, clock: systemClock });
  const fence = Number(await onHost(host, 'cat /var/lib/ferryman/fence'));
  let turn = 0;
  const step = async (images: readonly Image[], bytes: ReadonlyMap<string, Buffer>): Promise<void> => {
    content = bytes;
    turn += 1;
    const signal = new AbortController().signal;
    const node = await pool.runner(host, {
      runKey: `bench.${Date.now()}.${turn}`,
      fence,
      signal,
      onLog: () => undefined,
    });
    const context = { node, report: () => undefined } as unknown as StepContext;
    const input = { images: images.map((image) => resolved(image, bytes)) };
    const probe = await imagesStep.probe(context, input);
    if (probe.state === 'satisfied') return;
    await imagesStep.apply(context, input);
    const after = await imagesStep.probe(context, input);
    if (after.state !== 'satisfied') throw new Error(`not imported: ${after.evidence}`);
  };
  return { step, close: () => pool.close() };
}

function resolved({ name, manifest, blobs }: Image, bytes: ReadonlyMap<string, Buffer>): ResolvedArtifact {
  const sized = blobs.map((digest) => ({ digest, sizeBytes: bytes.get(digest)?.length ?? 0 }));
  const sizeBytes = sized.reduce((sum, blob) => sum + blob.sizeBytes, 0);
  const ref = { type: 'image', name, platform: 'linux/amd64' } as const;
  return { ref, digest: manifest, sizeBytes, blobs: sized, fileName: '' };
}

function put(content: Map<string, Buffer>, bytes: Buffer): string {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  content.set(digest, bytes);
  return digest;
}

/** One base that all share, two runtimes that half of them share each, and one layer an image. */
function layersOf(baseMiB: number, content: Map<string, Buffer>): string[] {
  const sizes = [baseMiB, baseMiB / 2, baseMiB / 2, ...Array.from({ length: imageCount }, () => 8)];
  return sizes.map((mib) => layerOf(mib, content));
}

/** A tar with one file of bytes that do not compress. */
function layerOf(mib: number, content: Map<string, Buffer>): string {
  const size = mib * mebibyte;
  const header = Buffer.alloc(512);
  header.write(`data-${randomBytes(6).toString('hex')}`, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return put(content, Buffer.concat([header, randomBytes(size), Buffer.alloc(1024)]));
}

function imagesOver(layers: readonly string[], content: Map<string, Buffer>): Image[] {
  const oci = 'application/vnd.oci.image';
  return Array.from({ length: imageCount }, (_, index) => {
    const own = [layers[0] ?? '', layers[1 + (index % 2)] ?? '', layers[3 + index] ?? ''];
    const rootfs = { type: 'layers', diff_ids: own };
    const config = put(
      content,
      Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs })),
    );
    const sized = (digest: string, mediaType: string) => ({
      mediaType,
      digest,
      size: content.get(digest)?.length ?? 0,
    });
    const document = {
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: sized(config, `${oci}.config.v1+json`),
      layers: own.map((digest) => sized(digest, `${oci}.layer.v1.tar`)),
    };
    const manifest = put(content, Buffer.from(JSON.stringify(document)));
    return { name: `bench.invalid/app-${index}:1`, manifest, blobs: [manifest, config, ...own] };
  });
}

/** An OCI archive of these images, as `docker save` would give one. */
function archive(folder: string, name: string, images: readonly Image[], content: ReadonlyMap<string, Buffer>): string {
  const layout = join(folder, name);
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
  for (const digest of new Set(images.flatMap(({ blobs }) => blobs)))
    writeFileSync(join(layout, 'blobs/sha256', digest.slice(7)), content.get(digest) ?? '');
  const manifests = images.map((image) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: image.manifest,
    size: content.get(image.manifest)?.length,
    annotations: { 'io.containerd.image.name': image.name, 'org.opencontainers.image.ref.name': image.name },
  }));
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return layout;
}

async function ssh(): Promise<string[]> {
  const { hosts } = await labStatus();
  const { address, keyPath } = hosts.find(({ name }) => name === host) ?? { address: '', keyPath: '' };
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  return [...options.flatMap((option) => ['-o', option]), '-i', keyPath, `root@${address}`];
}

async function copy(layout: string): Promise<void> {
  const line = 'tar -C "$0" -cf - . | ssh "$@" "cat >/var/lib/containerd/whole.tar"';
  await run('bash', ['-c', line, layout, ...(await ssh())]);
}

async function importFile(name: string): Promise<void> {
  await onHost(host, `/usr/local/bin/ctr -n k8s.io images import /var/lib/containerd/${name} >/dev/null`);
}

async function importOverSsh(layout: string): Promise<void> {
  const line = 'tar -C "$0" -cf - . | ssh "$@" "/usr/local/bin/ctr -n k8s.io images import - >/dev/null"';
  await run('bash', ['-c', line, layout, ...(await ssh())]);
}

/** The images, their layers and what was made of them. */
async function removeAll(images: readonly Image[]): Promise<void> {
  const names = images.map(({ name }) => name).join(' ');
  const ctr = '/usr/local/bin/ctr -n k8s.io';
  const gone = `${ctr} images rm --sync ${names} >/dev/null; ${ctr} images ls -q | grep '^sha256:' | xargs -r ${ctr} images rm --sync >/dev/null 2>&1 || true`;
  await onHost(host, `${gone}; rm -f /var/lib/containerd/whole.tar; rm -rf /var/lib/ferryman/blobs/sha256/*`);
}
