import { z } from 'zod';
import { repositoryName } from '../../model/bundle/image-reference.ts';
import type { Evidence } from '../../model/bundle/lock.ts';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { FetchedManifest, ImageRegistry, Repository } from '../../ports/image-registry.ts';
import { Descriptor, isManifest } from '../oci.ts';
import { printable } from '../printable.ts';
import { isSourceFailure } from '../source-failure.ts';
import type { CosignKey } from './public-key.ts';

/** Source: sigstore/cosign, specs/SIGNATURE_SPEC.md. */
const payloadType = 'application/vnd.dev.cosign.simplesigning.v1+json';
const signatureAnnotation = 'dev.cosignproject.cosign/signature';
const SignatureManifest = z.object({ schemaVersion: z.literal(2), layers: z.array(Descriptor).max(100) });
const Payload = z.object({
  critical: z.object({
    type: z.literal('cosign container image signature'),
    image: z.object({ 'docker-manifest-digest': z.string() }),
  }),
});

export interface SignedImage {
  readonly reference: string;
  /** Of what the reference names: an index has to be signed itself. */
  readonly digest: string;
  /** Where the image can be had: the signature is looked for in each, and believed wherever it lies. */
  readonly repositories: readonly Repository[];
}

/**
 * The proof that the key's owner has signed an image. Other keys' signatures neither count nor harm. Keyless signatures
 * (Fulcio, Rekor) and the bundles of cosign 3, which hang on the image as referrers, are not read. BUNDLE_E0032 where none is
 * there · BUNDLE_E0033 where none of those that are there holds · SOURCE_… where no source could be asked.
 */
export async function verifySignature(
  { reference, digest, repositories }: SignedImage,
  key: CosignKey,
  registry: ImageRegistry,
  signal?: AbortSignal,
): Promise<Evidence> {
  const tag = `${digest.replace(':', '-')}.sig`;
  const wrong: string[] = [];
  const silent: FerrymanError[] = [];
  for (const repository of repositories) {
    const source = `${repositoryName(repository)}:${tag}`;
    try {
      const manifest = await registry.manifest(repository, tag, signal);
      const faults = await faultsOf(manifest, digest, key, (each) => registry.document(repository, each, signal));
      if (faults === undefined) return { type: 'signature', source, manifest: manifest.digest, key: key.fingerprint };
      wrong.push(`${source}: ${faults}`);
    } catch (error) {
      if (!isSourceFailure(error)) throw error;
      if (!isFerrymanError(error, 'SOURCE_E0002')) silent.push(error);
    }
  }
  const parameters = { image: `${reference} (${digest})`, key: key.fingerprint };
  if (wrong.length > 0) throw new FerrymanError('BUNDLE_E0033', { ...parameters, detail: wrong.join('; ') });
  const [first] = silent;
  if (first !== undefined) throw first;
  const where = repositories.map((each) => `${repositoryName(each)}:${tag}`).join(', ');
  throw new FerrymanError('BUNDLE_E0032', { ...parameters, where });
}

/** Why no signature of a manifest holds; undefined where one does. */
async function faultsOf(
  manifest: FetchedManifest,
  digest: string,
  key: CosignKey,
  document: (digest: string) => Promise<Uint8Array>,
): Promise<string | undefined> {
  const parsed = SignatureManifest.safeParse(isManifest(manifest) ? jsonOf(manifest.bytes) : undefined);
  if (!parsed.success) return 'no manifest of signatures';
  const faults: string[] = [];
  for (const { mediaType, digest: layer, annotations } of parsed.data.layers) {
    const encoded = annotations?.[signatureAnnotation];
    if (mediaType !== payloadType || encoded === undefined) continue;
    const fault = faultOf(await document(layer), encoded, digest, key);
    if (fault === undefined) return undefined;
    faults.push(fault);
  }
  return faults.length === 0 ? 'it holds no signature' : [...new Set(faults)].join(', ');
}

/** Nothing of the payload is believed, not even that it is JSON, before its signature is. */
function faultOf(payload: Uint8Array, encoded: string, digest: string, key: CosignKey): string | undefined {
  const signature = Buffer.from(encoded, 'base64');
  if (encoded === '' || signature.toString('base64') !== encoded) return 'a signature is not base64';
  if (!key.isSigned(payload, signature)) return 'a signature is not of this key';
  const signed = Payload.safeParse(jsonOf(payload));
  if (!signed.success) return 'what is signed is not an image';
  const named = signed.data.critical.image['docker-manifest-digest'];
  return named === digest ? undefined : `what is signed is ${printable(named)}`;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
