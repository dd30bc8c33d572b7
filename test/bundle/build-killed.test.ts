import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { verifyBundle } from '../../main/bundle/verify.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { digestOf } from '../fixtures/registry/test-registry.ts';
import { bigLayer, RemoteFixture, web } from './remote-fixture.ts';

let fixture: RemoteFixture;
afterEach(() => fixture.end());

it.each([0.01, 0.5, 0.999])(
  'a build killed with %d of a layer there leaves nothing half-trusted, and the next goes on',
  async (share) => {
    fixture = await RemoteFixture.make();
    const registry = await fixture.registry();
    registry.push(web);
    await fixture.writeSpec(`images: [{reference: "${registry.host}/app/web:1"}]\n`);
    const network = fixture.network([registry]);
    await fixture.resolve(network);
    const layer = `${bigLayer} amd64`;
    const digest = digestOf(Buffer.from(layer));
    const there = Math.floor(layer.length * share);
    registry.faults = [{ at: new RegExp(`GET .*${digest}`), stallAt: share, times: 1 }];
    registry.seen.splice(0);

    const { specFile, lockFile, bundle, cacheDirectory } = fixture;
    const argv = [
      join(import.meta.dirname, 'build-in-process.ts'),
      specFile,
      lockFile,
      bundle,
      cacheDirectory,
      registry.host,
    ];
    const child = spawn(process.execPath, argv, { stdio: 'ignore' });
    const part = join(cacheDirectory, 'sha256', `${digest.slice(7)}.part`);
    await vi.waitFor(async () => expect((await stat(part)).size).toBe(there), { timeout: 15_000, interval: 50 });
    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(await readdir(fixture.directory)).not.toContain('bundle');
    expect(await readdir(cacheDirectory)).toContain('lock');
    await fixture.build(network);
    const tries = registry.seen.filter(({ line }) => line.includes(digest)).map(({ range }) => range);
    expect(tries).toEqual([undefined, `bytes=${there}-`]);
    await verifyBundle(bundle, { trustedKeys: [trustedKeyOf(fixture.key.publicKey)], isPracticeSite: false });
    expect(await readdir(cacheDirectory)).toEqual(['sha256']);
  },
);
