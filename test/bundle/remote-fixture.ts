import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HelmTemplate } from '../../main/adapters/helm/helm-template.ts';
import { ctrImages } from '../../main/adapters/registry/ctr-images.ts';
import { type BuildOptions, type BuiltBundle, buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { writeLock } from '../../main/bundle/lock-file.ts';
import type { NetworkSources } from '../../main/bundle/network-sources.ts';
import { type ResolvedBundle, type ResolveOptions, resolveBundle } from '../../main/bundle/resolve.ts';
import { readSpec } from '../../main/bundle/spec.ts';
import type { SourceAccess } from '../../main/ports/image-registry.ts';
import { openClient } from '../adapters/registry/open-client.ts';
import { TestRegistry } from '../fixtures/registry/test-registry.ts';
import { createdAt, makeKey, ociLayout, put, temporaryDirectory, unproven } from './fixture.ts';

export const at = '2026-11-21T07:00:00.000Z';

/** Sizes that make every share of a cut fall inside the layer. */
export const bigLayer = 'layer '.repeat(50_000);
export const web = ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64', 'arm64'], layer: bigLayer }]);

/** Made once: a passphrase is meant to take its time. */
let madeKey: Promise<SigningKey> | undefined;
async function officeKey(): Promise<SigningKey> {
  madeKey ??= temporaryDirectory().then(async (directory) => {
    const key = await makeKey(directory, 'office');
    await rm(directory, { recursive: true });
    return key;
  });
  return await madeKey;
}

/** A builder's machine of its own: folder, key, cache, and registries on loopback. */
export class RemoteFixture {
  readonly directory: string;
  readonly key: SigningKey;
  readonly specFile: string;
  readonly lockFile: string;
  readonly cacheDirectory: string;
  readonly #ends: (() => Promise<unknown>)[] = [];

  private constructor(directory: string, key: SigningKey) {
    this.directory = directory;
    this.key = key;
    this.specFile = join(directory, '规格.yaml');
    this.lockFile = join(directory, '规格.lock.json');
    this.cacheDirectory = join(directory, '缓存 cache');
  }

  static async make(): Promise<RemoteFixture> {
    return new RemoteFixture(await temporaryDirectory(), await officeKey());
  }

  async registry(options: ConstructorParameters<typeof TestRegistry>[0] = {}): Promise<TestRegistry> {
    const registry = await new TestRegistry(options).start();
    this.#ends.push(() => registry.stop().catch(() => undefined));
    return registry;
  }

  async writeSpec(body: string, platforms = '[linux/amd64]'): Promise<void> {
    const head = 'apiVersion: ferryman/v1\nkind: BundleSpec\nname: web\nversion: "1.0"\n';
    await put(this.specFile, `${head}platforms: ${platforms}\n${body}`);
  }

  network(
    registries: readonly TestRegistry[],
    more: Partial<SourceAccess> = {},
    silenceMs = 5_000,
  ): NetworkSources & {
    readonly waits: number[];
  } {
    const access = registries.map(({ host }) => ({ host, isPlainHttp: true, ...more }));
    const { registry, files, clock, close } = openClient(access, { password: 'sesame' }, { silenceMs });
    this.#ends.push(close);
    return { registry, files, clock, containerd: ctrImages, charts: new HelmTemplate(), waits: clock.waits };
  }

  async resolve(network: NetworkSources, more: Partial<ResolveOptions> = {}): Promise<ResolvedBundle> {
    const spec = await readSpec(this.specFile);
    const resolved = await resolveBundle({ specFile: this.specFile, spec, network, at, by: 'mei@office', ...more });
    await writeLock(this.lockFile, resolved.lock);
    return resolved;
  }

  build(network: NetworkSources, more: Partial<BuildOptions> = {}): Promise<BuiltBundle> {
    const { specFile, lockFile, cacheDirectory, key } = this;
    return buildBundle({
      specFile,
      lockFile,
      outputDirectory: this.bundle,
      signingKey: key,
      createdAt,
      remote: { network, cacheDirectory },
      closure: unproven,
      ...more,
    });
  }

  get bundle(): string {
    return join(this.directory, 'bundle');
  }

  async end(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
    await rm(this.directory, { recursive: true, force: true });
  }
}
