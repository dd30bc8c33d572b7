import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  attachSignatures,
  fingerprintOf,
  layerFor,
  payloadFor,
  type SignatureLayer,
  signatureOf,
  signatureTag,
} from '../fixtures/registry/cosign-signatures.ts';
import { digestOf, type TestRegistry } from '../fixtures/registry/test-registry.ts';
import { tarOf } from './archive-fixture.ts';
import { ociLayout, put } from './fixture.ts';
import { at, RemoteFixture, web } from './remote-fixture.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const digestIn = (layout: ReadonlyMap<string, string>) =>
  (JSON.parse(String(layout.get('index.json'))) as { manifests: { digest: string }[] }).manifests[0]?.digest ?? '';
const imageDigest = digestIn(web);

const ecdsa = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ed25519 = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' });

let fixture: RemoteFixture;
let registry: TestRegistry;
beforeEach(async () => {
  fixture = await RemoteFixture.make();
  registry = await fixture.registry();
  registry.push(web);
  await put(join(fixture.directory, '公钥 key.pub'), pemOf(ecdsa.publicKey));
});
afterEach(() => fixture.end());

const reference = () => `${registry.host}/app/web:1`;
/** Beside the index, unless said otherwise. */
const attach = (
  layers: readonly SignatureLayer[],
  { digest = imageDigest, repository = 'app/web', into = registry } = {},
) => attachSignatures(into, repository, digest, layers);

async function resolveWith(images: string, platforms?: string) {
  await fixture.writeSpec(images, platforms);
  return await fixture.resolve(fixture.network([registry]));
}
const signedSpec = (key = '公钥 key.pub') => `images: [{reference: "${reference()}", cosignKey: "./${key}"}]\n`;

describe('an image whose signature is wanted', () => {
  it('is locked with the signature as evidence, that of the index for all its platforms', async () => {
    const manifest = attach([layerFor(imageDigest, ecdsa)]);
    const { lock } = await resolveWith(signedSpec(), '[linux/amd64, linux/arm64]');
    const source = `${registry.host}/app/web:${signatureTag(imageDigest)}`;
    const evidence = [
      { type: 'first-seen', at, by: 'mei@office', source: reference() },
      { type: 'signature', source, manifest, key: fingerprintOf(ecdsa.publicKey) },
    ];
    expect(lock.items.map((each) => each.evidence)).toEqual([evidence, evidence]);
    const built = await fixture.build(fixture.network([registry]), { builder: { by: 'mei', version: '1' } });
    expect(built.manifest.record?.sources.map((each) => each.evidence)).toEqual([
      ['first-seen', 'signature'],
      ['first-seen', 'signature'],
    ]);
  });

  it('may be signed with Ed25519, and by others too, before and after', async () => {
    await put(join(fixture.directory, 'ed.pub'), pemOf(ed25519.publicKey));
    attach([layerFor(imageDigest, stranger), layerFor(imageDigest, ed25519), layerFor(imageDigest, ecdsa)]);
    for (const [file, pair] of [
      ['ed.pub', ed25519],
      ['公钥 key.pub', ecdsa],
    ] as const) {
      const { lock } = await resolveWith(signedSpec(file));
      expect(lock.items[0]?.evidence[1]).toMatchObject({ key: fingerprintOf(pair.publicKey) });
    }
  });

  it('takes the signature from a mirror that has it', async () => {
    const mirror = await fixture.registry();
    mirror.push(web);
    attach([layerFor(imageDigest, ecdsa)], { into: mirror });
    await fixture.writeSpec(
      `images: [{reference: "${reference()}", sources: ["${mirror.host}/app/web:1"], cosignKey: "./公钥 key.pub"}]\n`,
    );
    const { lock } = await fixture.resolve(fixture.network([registry, mirror]));
    expect(lock.items[0]?.evidence[1]).toMatchObject({ source: `${mirror.host}/app/web:${signatureTag(imageDigest)}` });
  });

  it('is refused without one, by name, key and place', async () => {
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({
      code: 'BUNDLE_E0032',
      parameters: {
        image: `${reference()} (${imageDigest})`,
        key: fingerprintOf(ecdsa.publicKey),
        where: `${registry.host}/app/web:${signatureTag(imageDigest)}`,
      },
    });
  });

  const another = `sha256:${'0'.repeat(64)}`;
  const good = payloadFor(imageDigest);
  it.each<[string, () => readonly SignatureLayer[], string]>([
    ['of another key', () => [layerFor(imageDigest, stranger)], 'a signature is not of this key'],
    ['of another image', () => [layerFor(another, ecdsa)], `what is signed is ${another}`],
    [
      'whose base64 is damaged',
      () => [
        {
          payload: good,
          signature: `${signatureOf(good, ecdsa.privateKey).slice(0, -8)}*${signatureOf(good, ecdsa.privateKey).slice(-7)}`,
        },
      ],
      'a signature is not base64',
    ],
    [
      'with a line end behind its base64',
      () => [{ payload: good, signature: `${signatureOf(good, ecdsa.privateKey)}\n` }],
      'a signature is not base64',
    ],
    ['that is empty', () => [{ payload: good, signature: '' }], 'a signature is not base64'],
    [
      'cut short',
      () => [
        {
          payload: good,
          signature: Buffer.from(signatureOf(good, ecdsa.privateKey), 'base64').subarray(0, 30).toString('base64'),
        },
      ],
      'a signature is not of this key',
    ],
    [
      'over another payload',
      () => [{ payload: `${good} `, signature: signatureOf(good, ecdsa.privateKey) }],
      'a signature is not of this key',
    ],
    [
      'of the key over something else than an image',
      () => {
        const payload = payloadFor(imageDigest, 'a picture');
        return [{ payload, signature: signatureOf(payload, ecdsa.privateKey) }];
      },
      'what is signed is not an image',
    ],
    [
      'of the key over no JSON',
      () => [{ payload: 'no JSON', signature: signatureOf('no JSON', ecdsa.privateKey) }],
      'what is signed is not an image',
    ],
    ['without its annotation', () => [{ payload: good }], 'it holds no signature'],
    [
      'under another media type',
      () => [{ ...layerFor(imageDigest, ecdsa), mediaType: 'application/vnd.dsse.envelope.v1+json' }],
      'it holds no signature',
    ],
    ['that is not there at all in its manifest', () => [], 'it holds no signature'],
  ])('is refused with a signature %s', async (_, layers, detail) => {
    attach(layers());
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({
      code: 'BUNDLE_E0033',
      parameters: {
        key: fingerprintOf(ecdsa.publicKey),
        detail: `${registry.host}/app/web:${signatureTag(imageDigest)}: ${detail}`,
      },
    });
  });

  it.each([
    ['garbage', 'garbage', manifestType],
    ['a manifest of something else', '{"schemaVersion":2,"layers":"none"}', manifestType],
    ['an index', '{"schemaVersion":2,"manifests":[]}', 'application/vnd.oci.image.index.v1+json'],
  ])('is refused with %s where the signatures should be', async (_, content, type) => {
    registry.put(`/v2/app/web/manifests/${signatureTag(imageDigest)}`, content, type);
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({
      code: 'BUNDLE_E0033',
      message: expect.stringContaining('no manifest of signatures'),
    });
  });

  it('is refused where one of its platforms is signed and its index is not', async () => {
    const { manifests } = JSON.parse(String(web.get(`blobs/sha256/${imageDigest.slice(7)}`))) as {
      manifests: { digest: string }[];
    };
    for (const { digest } of manifests) attach([layerFor(digest, ecdsa)], { digest });
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({ code: 'BUNDLE_E0032' });
    attach([layerFor(manifests[0]?.digest ?? '', ecdsa)]);
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({ code: 'BUNDLE_E0033' });
  });

  it('is refused with the reason where nobody can be asked, or the payload is not what its digest says', async () => {
    attach([layerFor(imageDigest, ecdsa)]);
    registry.faults = [{ at: /\.sig$/, status: 401 }];
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({ code: 'SOURCE_E0001' });
    registry.faults = [{ at: new RegExp(digestOf(Buffer.from(good))), isWrong: true }];
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({ code: 'SOURCE_E0005' });
  });

  it('is refused after the image has moved on: an old signature says nothing of a new digest', async () => {
    attach([layerFor(imageDigest, ecdsa)]);
    registry.push(ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer: 'evil' }]));
    await expect(resolveWith(signedSpec())).rejects.toMatchObject({ code: 'BUNDLE_E0032' });
  });
});

describe('a key for the whole spec', () => {
  it('is held against every image but those that name their own', async () => {
    await put(join(fixture.directory, 'ed.pub'), pemOf(ed25519.publicKey));
    const lone = ociLayout([{ name: 'any.io/app/lone:1', architectures: ['amd64'], layer: 'lone' }]);
    registry.push(lone);
    const digest = digestIn(lone);
    attach([layerFor(imageDigest, ecdsa)]);
    const own = `{reference: "${registry.host}/app/lone:1", cosignKey: ./ed.pub}`;
    const spec = `images: [{reference: "${reference()}"}, ${own}]\ncosignKey: "./公钥 key.pub"\n`;
    await expect(resolveWith(spec)).rejects.toMatchObject({ code: 'BUNDLE_E0032' });
    attach([layerFor(digest, ed25519)], { digest, repository: 'app/lone' });
    const { lock } = await resolveWith(spec);
    const keys = lock.items.map(({ item, evidence }) => [
      item.type === 'image' && item.name,
      evidence.flatMap((each) => (each.type === 'signature' ? [each.key] : [])),
    ]);
    expect(keys).toEqual([
      [`${registry.host}/app/lone:1`, [fingerprintOf(ed25519.publicKey)]],
      [reference(), [fingerprintOf(ecdsa.publicKey)]],
    ]);
  });

  it('is refused beside images that carry no signature with them', async () => {
    await put(join(fixture.directory, 'more.tar'), tarOf(web));
    await expect(resolveWith('images: [{archive: ./more.tar}]\ncosignKey: "./公钥 key.pub"\n')).rejects.toMatchObject({
      code: 'BUNDLE_E0010',
      message: expect.stringContaining('line 6, images[0]: signatures are found in registries only'),
    });
  });

  it('asks for a new lock when it is named only later', async () => {
    attach([layerFor(imageDigest, ecdsa)]);
    await resolveWith(`images: [{reference: "${reference()}"}]\n`);
    await fixture.writeSpec(signedSpec());
    await expect(fixture.build(fixture.network([registry]))).rejects.toMatchObject({ code: 'BUNDLE_E0016' });
  });
});

describe('a key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  const secret = String(ecdsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  it.each<[string, string, string]>([
    ['that is not there', '', 'not found'],
    ['that is private', secret, 'not one public key in PEM'],
    ['of two', `${pemOf(ecdsa.publicKey)}${pemOf(ed25519.publicKey)}`, 'not one public key in PEM'],
    ['that is no PEM', 'garbage', 'not one public key in PEM'],
    ['that is damaged', String(pemOf(ecdsa.publicKey)).replace('A', '*'), 'a public key that cannot be read'],
    ['of RSA', String(pemOf(rsa.publicKey)), 'neither an ECDSA P-256 nor an Ed25519 key'],
    ['of another curve', String(pemOf(p384.publicKey)), 'neither an ECDSA P-256 nor an Ed25519 key'],
    ['that is far too long', 'x'.repeat(20_000), 'no file of at most 16384 bytes'],
  ])('%s is refused, and its path named', async (_, content, detail) => {
    if (content !== '') await put(join(fixture.directory, 'odd.pub'), content);
    await expect(resolveWith(signedSpec('odd.pub'))).rejects.toMatchObject({
      code: 'BUNDLE_E0010',
      message: expect.stringContaining(`cosignKey ./odd.pub: ${detail}`),
    });
  });
});
