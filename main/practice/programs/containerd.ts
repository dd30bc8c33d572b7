import { readFile } from 'node:fs/promises';
import type { PracticeHost } from '../practice-host.ts';
import { failed, type Program, parseArguments } from './program.ts';
import { pull } from './pull.ts';
import { readTar } from './read-tar.ts';

const state = '/var/lib/containerd/practice.json';

interface Image {
  digest: string;
  labels: string[];
}
interface ContainerdState {
  blobs: string[];
  images: Record<string, Image>;
}

/** The images containerd holds on a host. */
export function heldImages(host: PracticeHost): Readonly<Record<string, Image>> {
  return stateOf(host).images;
}

function stateOf(host: PracticeHost): ContainerdState {
  return JSON.parse(host.read(state) ?? '{"blobs":[],"images":{}}') as ContainerdState;
}

/** containerd: --version, config dump. */
export const containerd: Program = async ({ args }, host) =>
  args.join(' ') === 'config dump'
    ? { code: 0, out: host.read('/etc/containerd/config.toml') ?? '' }
    : { code: 0, out: 'containerd github.com/containerd/containerd/v2 v2.4.2 practice\n' };

/** ctr: content ls | fetch, images ls | import | label | rm, version. What is fetched lies in a namespace nobody looks at. */
export const ctr: Program = async ({ args, stdinPath }, host, site) => {
  if (!host.isUnitActive('containerd.service'))
    return failed('ctr: cannot access socket /run/containerd/containerd.sock');
  const { words, options } = parseArguments(args, [
    '-n',
    '--namespace',
    '-a',
    '--address',
    '--platform',
    '--hosts-dir',
    '--label',
  ]);
  const [group, verb, ...rest] = words;
  const held = stateOf(host);
  const lines = (list: readonly string[]) => ({ code: 0, out: list.map((line) => `${line}\n`).join('') });
  switch (`${group} ${verb ?? ''}`.trim()) {
    case 'version':
      return lines(['Client:', '  Version:  v2.4.2', 'Server:', '  Version:  v2.4.2']);
    case 'content ls':
      return lines(held.blobs);
    case 'content fetch':
      return pull(rest[0] ?? '', host, site);
    case 'images rm':
      return lines(rest);
    case 'images ls':
    case 'image ls':
      if (options.has('-q')) return lines(Object.keys(held.images));
      return lines([
        'REF TYPE DIGEST SIZE PLATFORMS LABELS',
        ...Object.entries(held.images).map(([name, image]) => row(name, image)),
      ]);
    case 'images import':
    case 'image import':
      if (options.has('--help')) return lines(['   --label string   labels to attach to the image']);
      return await importImages(await readFile(stdinPath), held, host, options.get('--label'));
    case 'images label':
    case 'image label': {
      const [name = '', ...labels] = rest;
      const image = held.images[name];
      if (image === undefined) return failed(`ctr: image "${name}": not found`);
      image.labels = [...new Set([...image.labels, ...labels])];
      await host.write(state, JSON.stringify(held));
      return lines([name]);
    }
    default:
      return failed(`ctr: the practice site does not know "${args.join(' ')}"`);
  }
};

function row(name: string, { digest, labels }: Image): string {
  return `${name} application/vnd.oci.image.manifest.v1+json ${digest} 1.0MiB linux/amd64 ${labels.join(',') || '-'}`;
}

async function importImages(archive: Buffer, held: ContainerdState, host: PracticeHost, label?: string) {
  const files = readTar(archive);
  const index = JSON.parse(String(files.get('index.json') ?? '{"manifests":[]}')) as {
    manifests: { digest: string; annotations?: Record<string, string> }[];
  };
  const sent = [...files.keys()].flatMap((name) =>
    name.startsWith('blobs/sha256/') ? [`sha256:${name.slice(13)}`] : [],
  );
  held.blobs = [...new Set([...held.blobs, ...sent])];
  const blobOf = (digest: string) => files.get(digest.replace('sha256:', 'blobs/sha256/'));
  const names: string[] = [];
  for (const { digest, annotations } of index.manifests) {
    if (!held.blobs.includes(digest)) return failed(`ctr: content digest ${digest}: not found`);
    const manifest = blobOf(digest);
    const parts =
      manifest === undefined ? [] : (JSON.parse(String(manifest)) as { layers?: { digest: string }[] }).layers;
    const missing = parts?.find((part) => !held.blobs.includes(part.digest));
    if (missing !== undefined) return failed(`ctr: content digest ${missing.digest}: not found`);
    const name = annotations?.['io.containerd.image.name'] ?? digest;
    const labels = label === undefined ? (held.images[name]?.labels ?? []) : [label];
    held.images[name] = { digest, labels };
    names.push(name);
  }
  await host.write(state, JSON.stringify(held));
  return { code: 0, out: names.map((name) => `unpacking ${name}...done\n`).join('') };
}
