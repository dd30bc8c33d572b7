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
    const files = await listFiles(context, input);
    const { stdout } = await context.node.observe(script, ['missing', ...files]);
    const missing = new Set(stdout.split('\n'));
    await context.node.upload(blobsOf(input).filter(({ digest }) => missing.has(digest)));
    context.report(0.6, 'import');
    const rate = String(Math.round(input.etcdImportMegabytes * 1_000_000));
    if (!(await etcdIsLive(context))) {
      expectSuccess(context.node, script, await context.node.mutate(script, ['apply', ...files, rate]));
      return;
    }
    // one by one: all that containerd unpacks in one go, at full speed, is then one image
    for (const [index, image] of input.images.entries()) {
      context.report(0.6 + (0.4 * index) / input.images.length, 'import beside etcd');
      const one = ['apply', ...(await listFiles(context, { ...input, images: [image] })), rate];
      expectSuccess(context.node, script, await context.node.mutate(script, one, { part: `image-${index}` }));
    }
  },
});

async function etcdIsLive({ node }: StepContext): Promise<boolean> {
  return probeResult(node, script, await node.observe(script, ['etcd'])).state === 'satisfied';
}

function blobsOf({ images }: Input): { digest: string; sizeBytes: number }[] {
  return [...new Map(images.flatMap(({ blobs }) => blobs).map((blob) => [blob.digest, blob])).values()];
}

/** Three small files in scratch, by digest: the list, the index and the blobs. */
async function listFiles({ node }: StepContext, input: Input): Promise<string[]> {
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
