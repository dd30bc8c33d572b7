import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as openpgp from 'openpgp';
import type { TestRegistry } from '../../fixtures/registry/test-registry.ts';
import { debOf, tarOf, xzOf } from '../archive-fixture.ts';

export const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Signing takes the time of a key only once a file. */
export interface TestKey {
  readonly privateKey: openpgp.PrivateKey;
  readonly armored: string;
  readonly binary: Uint8Array;
  readonly fingerprint: string;
}

export async function makeOpenPgpKey(more: { readonly date?: Date; readonly seconds?: number } = {}): Promise<TestKey> {
  const { privateKey } = await openpgp.generateKey({
    type: 'curve25519',
    userIDs: [{ name: 'archive', email: 'archive@test.invalid' }],
    date: more.date ?? new Date('2026-01-01T00:00:00Z'),
    ...(more.seconds === undefined ? {} : { keyExpirationTime: more.seconds }),
    format: 'object',
  });
  const key = privateKey.toPublic();
  return {
    privateKey,
    armored: key.armor(),
    binary: key.write(),
    fingerprint: key.getFingerprint().toUpperCase(),
  };
}

export const signedAt = new Date('2026-11-01T00:00:00Z');

export async function signInline(text: string, { privateKey }: TestKey, date = signedAt): Promise<string> {
  const message = await openpgp.createCleartextMessage({ text });
  return openpgp.sign({ message, signingKeys: privateKey, date });
}

export async function signBeside(text: string, { privateKey }: TestKey): Promise<string> {
  const message = await openpgp.createMessage({ binary: Buffer.from(text) });
  return openpgp.sign({ message, signingKeys: privateKey, detached: true, date: signedAt });
}

export interface TestDeb {
  readonly stanza: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** A .deb and its paragraph in Packages: `name version; Field: value; …`. */
export function debFrom(sketch: string, architecture = 'amd64'): TestDeb {
  const [head = '', ...fields] = sketch.split(/;\s*/);
  const [name = '', version = ''] = head.split(' ');
  const built = fields.find((field) => field.startsWith('Architecture:')) ?? `Architecture: ${architecture}`;
  const rest = fields.filter((field) => !field.startsWith('Architecture:'));
  const control = [`Package: ${name}`, `Version: ${version}`, built, ...rest].join('\n');
  const bytes = debOf('control.tar', tarOf([['./control', `${control}\n`]]));
  const fileName = `${name}_${version.replace(':', '%3a')}_${built.replace(/.*: */, '')}.deb`;
  const path = `pool/main/${fileName}`;
  const more = [`Filename: ${path}`, `Size: ${bytes.length}`, `SHA256: ${sha256(bytes)}`];
  return { stanza: `${control}\n${more.join('\n')}\n`, path, bytes };
}

interface Published {
  readonly key: TestKey;
  readonly debs: readonly TestDeb[];
  readonly suite?: string;
  readonly component?: string;
  /** Lines of the Release besides the usual ones. */
  readonly release?: readonly string[];
  readonly packings?: readonly ('' | '.gz' | '.zst' | '.xz' | '.bz2')[];
  readonly isDetached?: boolean;
  /** Changes the index after its digest was written down. */
  readonly tamper?: (index: Buffer) => Buffer;
  readonly root?: string;
}

/** Puts a signed repository onto a test server; answers the text of its Release. */
export async function publish(server: TestRegistry, published: Published): Promise<string> {
  const { key, debs, suite = 'bookworm', component = 'main', release = [], root = '/debian' } = published;
  const index = Buffer.from(debs.map(({ stanza }) => stanza).join('\n'));
  const packed = {
    '': index,
    '.gz': gzipSync(index),
    '.zst': zstdCompressSync(index),
    '.xz': xzOf(index),
    '.bz2': Buffer.from('bz2'),
  };
  const files = (published.packings ?? ['', '.gz']).map((packing) => ({
    path: `${component}/binary-amd64/Packages${packing}`,
    bytes: packed[packing],
  }));
  const lines = files.map(({ path, bytes }) => ` ${sha256(bytes)} ${bytes.length} ${path}`);
  const head = ['Origin: Test', 'Suite: stable', `Codename: ${suite}`, 'Architectures: amd64'];
  const text = [...head, ...release, 'SHA256:', ...lines, ''].join('\n');
  for (const { path, bytes } of files) {
    server.put(`${root}/dists/${suite}/${path}`, published.tamper?.(bytes) ?? bytes);
  }
  if (published.isDetached) {
    server.put(`${root}/dists/${suite}/Release`, text);
    server.put(`${root}/dists/${suite}/Release.gpg`, await signBeside(text, key));
  } else server.put(`${root}/dists/${suite}/InRelease`, await signInline(text, key));
  // as it is asked for: the test server decodes nothing
  const asked = (path: string) => path.split('/').map(encodeURIComponent).join('/');
  for (const { path, bytes } of debs) server.put(`${root}/${asked(path)}`, bytes);
  return text;
}

/** A target's /var/lib/dpkg/status. */
export function statusOf(sketches: readonly string[]): string {
  return ['dpkg 1.21', ...sketches]
    .map((sketch) => {
      const [head = '', ...fields] = sketch.split(/;\s*/);
      const [name, version] = head.split(' ');
      return [
        `Package: ${name}`,
        'Status: install ok installed',
        'Architecture: amd64',
        `Version: ${version}`,
        ...fields,
      ].join('\n');
    })
    .join('\n\n');
}
