import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { AccessList } from '../../main/adapters/registry/access-list.ts';
import { Dispatchers } from '../../main/adapters/registry/dispatchers.ts';
import { HttpClient } from '../../main/adapters/registry/http-client.ts';
import { RegistryPusher } from '../../main/adapters/registry/registry-pusher.ts';
import { MemorySecrets } from '../../main/adapters/secrets/memory-secrets.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { openBundle } from '../../main/bundle/open.ts';
import type { OnProgress } from '../../main/bundle/progress.ts';
import { pushBundle } from '../../main/bundle/push/push-bundle.ts';
import { parsePushTarget } from '../../main/bundle/push/push-plan.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { freePort } from '../adapters/ssh/real-sshd.ts';
import { compared, median, type Row } from './row.ts';

const run = promisify(execFile);
const rounds = 3;
const imageCount = 20;
const mebibyte = 2 ** 20;

/** P5–P7 on loopback: 20 images with shared layers into an empty registry, unchanged, and with one layer changed; beside a loop of skopeo. */
export async function benchRegistryPush(baseMib = 100): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-bench-'));
  try {
    const first = writeLayout(join(folder, 'first'), baseMib, 0);
    const changed = writeLayout(join(folder, 'changed'), baseMib, 1);
    const bundles = { first: await bundleOf(folder, 'first'), changed: await bundleOf(folder, 'changed') };
    const cases = ['first', 'unchanged', 'one layer'] as const;
    const seconds = new Map<string, number[]>();
    const bytes = new Map<string, number[]>();
    const note = (key: string, took: number, sent: number) => {
      seconds.set(key, [...(seconds.get(key) ?? []), took]);
      bytes.set(key, [...(bytes.get(key) ?? []), sent]);
    };
    for (let round = 0; round < rounds; round += 1) {
      for (const who of ['ours', 'peer'] as const) {
        const registry = await startRegistry(folder);
        try {
          for (const what of cases) {
            const layout = what === 'one layer' ? changed : first;
            const before = sentBytes();
            const started = performance.now();
            if (who === 'ours') await pushOurs(bundles[what === 'one layer' ? 'changed' : 'first'], registry.host);
            else await pushPeer(layout, registry.host);
            note(`${who} ${what}`, (performance.now() - started) / 1000, sentBytes() - before);
          }
        } finally {
          await registry.stop();
        }
      }
    }
    const of = (map: Map<string, number[]>, key: string) => median(map.get(key) ?? []);
    const goals = { first: '≤ 0.75', unchanged: '≤ 0.2', 'one layer': '≤ 0.25' } as const;
    const names = {
      first: 'P5 first push',
      unchanged: 'P6 unchanged push',
      'one layer': 'P7 one layer changed',
    } as const;
    return cases.flatMap((what) => [
      compared(
        `${names[what]}, ${imageCount} images, against a loop of skopeo`,
        of(seconds, `ours ${what}`),
        of(seconds, `peer ${what}`),
        goals[what],
        's',
      ),
      compared(
        `${names[what]}, bytes on the wire`,
        of(bytes, `ours ${what}`) / mebibyte,
        of(bytes, `peer ${what}`) / mebibyte,
        '',
        'MiB',
      ),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Layout {
  readonly directory: string;
  readonly names: readonly string[];
}

/** Images over one base of `baseMib`, five runtimes of three fifths of it, and an application layer of 8 MiB each. */
export function writeLayout(directory: string, baseMib: number, change: number): Layout {
  mkdirSync(join(directory, 'blobs', 'sha256'), { recursive: true });
  const layer = (seed: number, mib: number) => writeBlob(directory, seed, mib * mebibyte);
  const document = (content: unknown) => {
    const bytes = Buffer.from(JSON.stringify(content));
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(directory, 'blobs', 'sha256', hex), bytes);
    return { digest: `sha256:${hex}`, size: bytes.length };
  };
  const base = layer(1, baseMib);
  const runtimes = Array.from({ length: 5 }, (_, index) => layer(100 + index, Math.ceil(baseMib * 0.6)));
  const names: string[] = [];
  const manifests = Array.from({ length: imageCount }, (_, index) => {
    const app = layer(1000 + index + (index === 0 ? change * 10_000 : 0), 8);
    const layers = [base, runtimes[index % 5] ?? base, app];
    const oci = 'application/vnd.oci.image';
    const config = document({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    });
    const manifest = document({
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: { mediaType: `${oci}.config.v1+json`, ...config },
      layers: layers.map((one) => ({ mediaType: `${oci}.layer.v1.tar`, ...one })),
    });
    const name = `registry.example.cn/app-${index}:1`;
    names.push(name);
    return {
      mediaType: `${oci}.manifest.v1+json`,
      ...manifest,
      platform: { os: 'linux', architecture: 'amd64' },
      annotations: { 'org.opencontainers.image.ref.name': name },
    };
  });
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  return { directory, names };
}

/** Bytes no compression shrinks, the same for the same seed. */
function writeBlob(directory: string, seed: number, sizeBytes: number): { digest: string; size: number } {
  const block = Buffer.alloc(mebibyte);
  randomFillSync(block.subarray(0, 0));
  let state = createHash('sha512').update(String(seed)).digest();
  for (let at = 0; at < block.length; at += 64) {
    state = createHash('sha512').update(state).digest();
    state.copy(block, at);
  }
  const hash = createHash('sha256');
  const path = join(directory, `blob-${seed}`);
  const file = openSync(path, 'w');
  for (let written = 0, index = 0; written < sizeBytes; written += block.length, index += 1) {
    block.writeUInt32LE(index, 0);
    hash.update(block);
    writeSync(file, block);
  }
  closeSync(file);
  const hex = hash.digest('hex');
  rmSync(join(directory, 'blobs', 'sha256', hex), { force: true });
  writeFileSync(join(directory, 'blobs', 'sha256', hex), readFileSync(path));
  rmSync(path);
  return { digest: `sha256:${hex}`, size: sizeBytes };
}

export async function bundleOf(folder: string, name: string): Promise<string> {
  const keys = join(folder, 'keys');
  const passphrase = 'only for this bench';
  const createdAt = new Date().toISOString();
  await createKey(keys, { name, use: 'practice', passphrase, createdAt });
  const specFile = join(folder, `${name}.yaml`);
  writeFileSync(
    specFile,
    `apiVersion: ferryman/v1\nkind: BundleSpec\nname: bench\nversion: "1"\nplatforms: [linux/amd64]\nimages: [{layout: ./${name}}]\n`,
  );
  const outputDirectory = join(folder, `${name}-bundle`);
  await buildBundle({
    specFile,
    outputDirectory,
    signingKey: await loadKey(keys, name, passphrase),
    createdAt,
    closure: { waiver: { by: 'bench', reason: 'no site' } },
  });
  writeFileSync(
    `${outputDirectory}.key`,
    JSON.stringify(trustedKeyOf((await loadKey(keys, name, passphrase)).publicKey)),
  );
  return outputDirectory;
}

export async function pushOurs(bundle: string, host: string, onProgress?: OnProgress): Promise<void> {
  const trustedKeys = [JSON.parse(readFileSync(`${bundle}.key`, 'utf8'))];
  const { manifest, source } = await openBundle(bundle, { trustedKeys, isPracticeSite: true });
  const dispatchers = new Dispatchers({});
  const access = new AccessList(
    new HttpClient(dispatchers, systemClock),
    systemClock,
    new MemorySecrets(async () => undefined, {}),
    [{ host, isPlainHttp: true }],
  );
  try {
    const registry = new RegistryPusher(access, systemClock);
    const elapsedMs = () => systemClock.elapsedMs();
    const watched = onProgress === undefined ? {} : { onProgress, elapsedMs };
    await pushBundle({ manifest, source, target: parsePushTarget(host), registry, ...watched });
  } finally {
    await dispatchers.close();
  }
}

async function pushPeer({ directory, names }: Layout, host: string): Promise<void> {
  for (const name of names) {
    await run('skopeo', [
      'copy',
      '--quiet',
      '--insecure-policy',
      '--dest-tls-verify=false',
      `oci:${directory}:${name}`,
      `docker://${host}/${name}`,
    ]);
  }
}

interface Registry {
  readonly host: string;
  stop(): Promise<void>;
}

/** On this machine, or in the network of a host at the other end of a cable. */
export async function startRegistry(
  folder: string,
  far?: { readonly address: string; readonly namespace: string },
): Promise<Registry> {
  const port = far === undefined ? await freePort() : 5000;
  const storage = mkdtempSync(join(folder, 'registry-'));
  const config = join(storage, 'config.yml');
  writeFileSync(
    config,
    `version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: ${storage}/data}, delete: {enabled: true}}\nhttp: {addr: "${far?.address ?? '127.0.0.1'}:${port}"}\n`,
  );
  const program = ['docker-registry', 'serve', config];
  const [first = '', ...rest] =
    far === undefined ? program : ['nsenter', `--net=/run/netns/${far.namespace}`, ...program];
  const child: ChildProcess = spawn(first, rest, { stdio: 'ignore' });
  const started = once(child, 'spawn');
  await started;
  const host = `${far?.address ?? 'localhost'}:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    if (attempt > 100) throw new Error('the registry did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    host,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

/** Bytes the loopback interface sent, from the kernel. */
function sentBytes(): number {
  const line =
    readFileSync('/proc/net/dev', 'utf8')
      .split('\n')
      .find((one) => one.trim().startsWith('lo:')) ?? '';
  return Number(line.split(':')[1]?.trim().split(/\s+/)[8] ?? 0);
}
