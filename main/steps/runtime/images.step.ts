import { z } from 'zod';
import { canonicalJson } from '../../model/canonical-json.ts';
import { stepId } from '../../model/operation/step-kind.ts';
import { ResolvedArtifact } from '../../model/plan/artifact-ref.ts';
import { usualEtcdImportMegabytes } from '../../model/plan/etcd-import.ts';
import { imagesOf } from '../../model/plan/site-plan.ts';
import { text } from '../../model/text.ts';
import { defineStep, type StepContext } from '../../ports/step-context.ts';
import { nodeScript } from '../node-script.ts';
import { expectSuccess, probeResult } from '../script-step.ts';
import source from './images.sh?raw';

const script = nodeScript('runtime/images', source);
const Input = z.object({
  images: z.array(ResolvedArtifact),
  /** MB/s, for a machine whose etcd runs; an operation frozen before there was this field has none. */
  etcdImportMegabytes: z.number().positive().default(usualEtcdImportMegabytes),
});
type Input = z.infer<typeof Input>;

/** The images a node can be asked to run, straight into its containerd: only missing blobs cross the wire. */
export default defineStep<Input>({
  kind: 'runtime/images',
  phase: 'runtime',
  class: 'compensable',
  input: Input,
  weightMs: ({ images }) => 2_000 + images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 15_000,
  expand: (plan, need) =>
    plan.nodes.map((node) => ({
      title: text(`${node.name}：载入容器镜像并防止被清理`, `${node.name}: load container images and pin them`),
      target: node.name,
      input: {
        images: imagesOf(plan, node.role).map((name) => need({ type: 'image', name, platform: node.platform })),
        etcdImportMegabytes:
          plan.assumptions.find(({ id }) => id === 'etcd-import-megabytes')?.value ?? usualEtcdImportMegabytes,
      },
      needs: [stepId('runtime/containerd', node.name)],
      groups: ['uplink'],
    })),
  async probe(context, input) {
    return probeResult(
      context.node,
      script,
      await context.node.observe(script, ['probe', ...(await listFiles(context, input))]),
    );
  },
  async apply(context, input) {
    const { node } = context;
    const { stdout } = await node.observe(script, ['missing', ...(await listFiles(context, input))]);
    const missing = new Set(stdout.split('\n'));
    const images = input.images.filter(({ ref }) => ref.type === 'image' && missing.has(ref.name));
    const besideEtcd = await etcdIsLive(context);
    const loads = loadsOf(images, missing, besideEtcd);
    const rate = String(Math.round(input.etcdImportMegabytes * 1_000_000));
    const sending = new Map<Load, Promise<string[]>>();
    const send = (load: Load) => {
      const sent = sending.get(load) ?? node.upload(load.blobs).then(() => listFiles(context, load));
      sending.set(load, sent);
      // a failure is told when it is waited for: what is being loaded meanwhile is not left alone
      sent.catch(() => undefined);
      return sent;
    };
    for (const [index, load] of loads.entries()) {
      const files = await send(load);
      context.report((index + 0.5) / loads.length, besideEtcd ? 'import beside etcd' : 'import');
      const next = loads[index + 1];
      // beside an etcd the disk is given one thing at a time
      if (next !== undefined && !besideEtcd) void send(next);
      expectSuccess(node, script, await node.mutate(script, ['apply', ...files, rate], { part: `load-${index}` }));
    }
  },
});

interface Load {
  readonly images: readonly ResolvedArtifact[];
  /** What has to be sent before they can be loaded. */
  readonly blobs: readonly { digest: string; sizeBytes: number }[];
}

/** Half a second goes by with each load whatever its size. */
const leastLoadBytes = 64_000_000;

/**
 * The images in turns, so that the next are sent while some are loaded: about an eighth of what is missing each. Beside an
 * etcd one by one: all that containerd unpacks in one go, at full speed, is then one image.
 */
function loadsOf(images: Input['images'], missing: ReadonlySet<string>, besideEtcd: boolean): Load[] {
  const left = new Set(missing);
  // what an image brings is not sent for the next ones again
  const one = images.map((image) => ({ image, blobs: image.blobs.filter(({ digest }) => left.delete(digest)) }));
  const bytesOf = (blobs: Load['blobs']) => blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const fullBytes = besideEtcd ? 0 : Math.max(leastLoadBytes, bytesOf(one.flatMap(({ blobs }) => blobs)) / 8);
  const loads: { images: ResolvedArtifact[]; blobs: Load['blobs'][number][] }[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const { image, blobs } of one) {
    if (bytes >= fullBytes) {
      loads.push({ images: [], blobs: [] });
      bytes = 0;
    }
    loads.at(-1)?.images.push(image);
    loads.at(-1)?.blobs.push(...blobs);
    bytes += bytesOf(blobs);
  }
  return loads;
}

async function etcdIsLive({ node }: StepContext): Promise<boolean> {
  return probeResult(node, script, await node.observe(script, ['etcd'])).state === 'satisfied';
}

function blobsOf({ images }: Pick<Load, 'images'>): { digest: string; sizeBytes: number }[] {
  return [...new Map(images.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob])).values()];
}

/** Three small files in scratch, by digest: the list, the index and the blobs. */
async function listFiles({ node }: StepContext, input: Pick<Load, 'images'>): Promise<string[]> {
  const names = input.images.map((image) => ({ name: image.ref.type === 'image' ? image.ref.name : '', image }));
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: names.map(({ name, image }) => ({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: image.digest,
      size: image.blobs.find(({ digest }) => digest === image.digest)?.sizeBytes ?? 0,
      annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name },
    })),
  };
  const contents = [
    names.map(({ name, image }) => `${name} ${image.digest}\n`).join(''),
    canonicalJson(index),
    blobsOf(input)
      .map(({ digest }) => `${digest}\n`)
      .join(''),
  ];
  return Promise.all(contents.map((content) => node.writeScratch(content)));
}
