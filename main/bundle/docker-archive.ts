import { z } from 'zod';
import { Digest } from '../model/bundle/digest.ts';
import { qualifiedImageName } from '../model/bundle/image-reference.ts';
import { canonicalJson, sha256Hex } from '../model/canonical-json.ts';
import type { ImageLayout } from './image-layout.ts';
import { ociIndexType, ociManifestType } from './oci.ts';

/** The members of a tar by name. */
export interface Archive {
  document(name: string): Promise<Uint8Array | undefined>;
  sizeOf(name: string): number | undefined;
  read(name: string): AsyncIterable<Uint8Array>;
}

const Saved = z
  .array(
    z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()).max(1_000) }),
  )
  .max(10_000);
const SavedConfig = z.object({ rootfs: z.object({ diff_ids: z.array(Digest) }) });

/**
 * What `docker save` wrote, as an OCI layout. Such an archive carries no registry manifest: one is made from its config and
 * layers, the same each time, so its digest is this archive's and not the one upstream's registry has.
 */
export async function dockerLayout(archive: Archive): Promise<Omit<ImageLayout, 'close'>> {
  const saved = parse(Saved, await archive.document('manifest.json'), 'manifest.json');
  const members = new Map<string, string>();
  const documents = new Map<string, Uint8Array>();
  const manifests: unknown[] = [];
  for (const { Config, RepoTags, Layers } of saved) {
    const config = await archive.document(Config);
    if (config === undefined) throw new Error(`${Config} is missing`);
    const { diff_ids: layers } = parse(SavedConfig, config, Config).rootfs;
    if (layers.length !== Layers.length) throw new Error(`${Config} speaks of other layers than manifest.json`);
    // a layer that is there twice is a link the second time: the first says where its bytes are
    for (const [index, digest] of layers.entries()) {
      const member = Layers[index] ?? '';
      if (!members.has(digest) && archive.sizeOf(member) !== undefined) members.set(digest, member);
    }
    const configDigest = `sha256:${sha256Hex(config)}`;
    documents.set(configDigest, config);
    const manifest = new TextEncoder().encode(
      canonicalJson({
        schemaVersion: 2,
        mediaType: ociManifestType,
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size: config.length },
        layers: layers.map((digest) => ({
          mediaType: 'application/vnd.oci.image.layer.v1.tar',
          digest,
          size: archive.sizeOf(members.get(digest) ?? '') ?? missing(digest),
        })),
      }),
    );
    const digest = `sha256:${sha256Hex(manifest)}`;
    documents.set(digest, manifest);
    for (const tag of RepoTags ?? []) {
      const annotations = { 'io.containerd.image.name': qualifiedImageName(tag) ?? tag };
      manifests.push({ mediaType: ociManifestType, digest, size: manifest.length, annotations });
    }
  }
  return {
    index: async () =>
      new TextEncoder().encode(canonicalJson({ schemaVersion: 2, mediaType: ociIndexType, manifests })),
    document: async ({ digest }) => documents.get(digest),
    sizeOf: async ({ digest }) => documents.get(digest)?.length ?? archive.sizeOf(members.get(digest) ?? ''),
    read: (digest) => {
      const document = documents.get(digest);
      return document === undefined ? archive.read(members.get(digest) ?? '') : whole(document);
    },
  };
}

async function* whole(document: Uint8Array): AsyncGenerator<Uint8Array> {
  yield document;
}

function missing(digest: string): never {
  throw new Error(`layer ${digest} is missing`);
}

function parse<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array | undefined, what: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new Error(`${what} of this docker archive is not valid`);
  }
}
