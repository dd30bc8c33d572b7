import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessList } from '../../main/adapters/registry/access-list.ts';
import { Dispatchers } from '../../main/adapters/registry/dispatchers.ts';
import { HarborProjects } from '../../main/adapters/registry/harbor-projects.ts';
import { HttpClient } from '../../main/adapters/registry/http-client.ts';
import { RegistryPusher } from '../../main/adapters/registry/registry-pusher.ts';
import { MemorySecrets } from '../../main/adapters/secrets/memory-secrets.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { type OpenedBundle, openBundle } from '../../main/bundle/open.ts';
import type { OnProgress } from '../../main/bundle/progress.ts';
import { type PushOptions, pushBundle } from '../../main/bundle/push/push-bundle.ts';
import { parsePushTarget, planPush, targetRepository } from '../../main/bundle/push/push-plan.ts';
import { surveyPush } from '../../main/bundle/push/survey-push.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { recordedClock } from '../fixtures/recorded-clock.ts';
import { PushRegistry } from '../fixtures/registry/push-registry.ts';
import { createdAt, makeKey, ociLayout, put, temporaryDirectory, unproven } from './fixture.ts';

let directory: string;
let key: SigningKey;
let bundle: OpenedBundle;
let registry: PushRegistry;
const shared = 'shared layer '.repeat(4_000);

async function build(name: string, platforms: string, change = ''): Promise<OpenedBundle> {
  const folder = join(directory, name);
  const layout = ociLayout([
    { name: 'registry.k8s.io/pause:3.10.1', architectures: ['amd64', 'arm64'], layer: `pause${change}` },
    { name: 'quay.io/app/web:1', architectures: ['amd64'], layer: shared },
    { name: 'docker.io/library/app-web:1', architectures: ['amd64'], layer: shared },
  ]);
  for (const [path, content] of layout) await put(join(folder, 'layout', path), content);
  await put(
    join(folder, 'spec.yaml'),
    `apiVersion: ferryman/v1\nkind: BundleSpec\nname: p\nversion: "1"\nplatforms: ${platforms}\nimages: [{layout: ./layout}]\n`,
  );
  const outputDirectory = join(folder, 'bundle');
  await buildBundle({
    specFile: join(folder, 'spec.yaml'),
    outputDirectory,
    signingKey: key,
    createdAt,
    closure: unproven,
  });
  return await openBundle(outputDirectory, { trustedKeys: [trustedKeyOf(key.publicKey)], isPracticeSite: false });
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  key = await makeKey(directory, 'office');
  bundle = await build('one', '[linux/amd64]');
});
afterAll(() => rm(directory, { recursive: true }));
beforeEach(async () => {
  registry = await new PushRegistry().start();
});
afterEach(() => registry.stop());

interface PushSettings {
  readonly pieceBytes?: number;
  readonly password?: string;
  readonly target?: string;
}
type Opened = Pick<PushOptions, 'manifest' | 'source' | 'target' | 'registry' | 'projects'>;

function push(what: OpenedBundle = bundle, settings: PushSettings = {}, host = registry.host, onProgress?: OnProgress) {
  return reached(what, settings, host, (options) => pushBundle(onProgress ? { ...options, onProgress } : options));
}

function survey(settings: PushSettings = {}) {
  return reached(bundle, settings, registry.host, surveyPush);
}

async function reached<Result>(
  what: OpenedBundle,
  options: PushSettings,
  host: string,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const clock = recordedClock();
  const { password } = options;
  const credentials = password === undefined ? undefined : { user: 'robot', secret: 'pw' };
  const dispatchers = new Dispatchers({}, { silenceMs: 5_000 });
  const secrets = new MemorySecrets(async () => undefined, { pw: password ?? '' });
  const access = new AccessList(new HttpClient(dispatchers, clock), clock, secrets, [
    { host, isPlainHttp: true, credentials },
  ]);
  try {
    const target = parsePushTarget(options.target ?? host);
    const writer = new RegistryPusher(access, clock, options);
    return await work({ ...what, target, registry: writer, projects: new HarborProjects(access) });
  } finally {
    await dispatchers.close();
  }
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (isFerrymanError(error)) return error.code;
    throw error;
  }
}

/** Unique blobs of the images but for manifests and indexes, which go as such. */
function blobBytes({ manifest }: OpenedBundle): number {
  const blobs = new Map(
    manifest.items
      .flatMap((item) => (item.type === 'image' ? item.blobs.slice(1) : []))
      .map((blob) => [blob.digest, blob]),
  );
  return [...blobs.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

describe('names', () => {
  it.each([
    ['harbor.corp', { registry: 'harbor.corp', prefix: '' }],
    ['harbor.corp:8443/ferryman/', { registry: 'harbor.corp:8443', prefix: 'ferryman' }],
    ['localhost:5000/a/b', { registry: 'localhost:5000', prefix: 'a/b' }],
  ])('%s is %j', (written, target) => {
    expect(parsePushTarget(written)).toEqual(target);
  });
  it.each(['', 'harbor', 'http://harbor.corp', 'harbor.corp/Upper', 'harbor.corp/a b'])(
    '%j is no target',
    (written) => {
      expect(() => parsePushTarget(written)).toThrow(/PUSH_E0006/);
    },
  );
  it('upstream names are kept, and two upstreams never meet', () => {
    const target = { registry: 'site:5000', prefix: '' };
    const names = ['quay.io', 'docker.io', 'reg.corp:5000'].map((host) =>
      targetRepository({ registry: host, repository: 'app/web' }, target),
    );
    expect(names.map(({ repository }) => repository)).toEqual([
      'quay.io/app/web',
      'docker.io/app/web',
      'reg.corp/app/web',
    ]);
  });
});

describe('a push', () => {
  it('sends each blob once, takes it over elsewhere, and names nothing before it is there', async () => {
    const pushed = await push();
    expect([pushed.sentBytes, registry.receivedBytes]).toEqual([blobBytes(bundle), blobBytes(bundle)]);
    expect(pushed.mountedBlobs).toBeGreaterThan(0);
    for (const { target, reference, blobs } of planPush(bundle.manifest, parsePushTarget(registry.host))) {
      expect(registry.manifests.has(`${target.repository} ${reference}`)).toBe(true);
      for (const { digest } of blobs) expect(registry.blobs.has(`${target.repository} ${digest}`)).toBe(true);
    }
    const lastBlob = registry.seen.findLastIndex((line) => /blobs/.test(line));
    expect(registry.seen.findIndex((line) => /^PUT .*manifests/.test(line))).toBeGreaterThan(lastBlob);
  });

  it('again asks once an image and sends nothing', async () => {
    await push();
    const before = registry.count(/ \/v2\//);
    const again = await push();
    expect([again.pushed, again.sentBytes, registry.count(/ \/v2\//) - before]).toEqual([[], 0, 3]);
  });

  it('tells how far it is from the first piece to the last byte, never backwards, whatever is cut', async () => {
    registry.faults = [{ at: /^PATCH .*blobs\/uploads/, cutAfter: 5_000 }];
    const seen: number[] = [];
    await push(bundle, { pieceBytes: 10_000 }, registry.host, ({ doneBytes, totalBytes }) => {
      expect(totalBytes).toBe(blobBytes(bundle));
      seen.push(doneBytes);
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(blobBytes(bundle));
    expect(seen.length).toBeGreaterThan(bundle.manifest.items.length);
  });

  it('with one layer changed sends that layer', async () => {
    await push();
    const changed = await build('changed', '[linux/amd64]', ' changed');
    const { pushed, sentBytes } = await push(changed);
    const [pause] = changed.manifest.items.filter((item) => item.type === 'image' && item.name.includes('pause'));
    const layers =
      pause?.type === 'image' ? pause.blobs.slice(1).filter(({ mediaType }) => mediaType.includes('layer')) : [];
    expect(pushed).toEqual(['registry.k8s.io/pause:3.10.1']);
    expect(sentBytes).toBe(layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  });

  it('keeps an index whole where all of it is there or the registry takes a part; else says what it did', async () => {
    expect((await push()).reduced).toEqual(['registry.k8s.io/pause:3.10.1']);
    await registry.stop();
    registry = await new PushRegistry().start();
    registry.takesPartialIndexes = true;
    expect((await push()).reduced).toEqual([]);
    const both = await build('both', '[linux/amd64, linux/arm64]');
    await registry.stop();
    registry = await new PushRegistry().start();
    expect((await push(both)).reduced).toEqual([]);
  });

  it('below a path of the target, with a password that is asked for by reference', async () => {
    registry.password = 'sesame';
    expect(await refusal(push(bundle, { password: 'wrong' }))).toBe('PUSH_E0001');
    expect(await refusal(push(bundle, { password: 'sesame', target: `${registry.host}/ferryman` }))).toBe('none');
    expect(registry.manifests.has('ferryman/quay.io/app/web 1')).toBe(true);
  });
});

describe('faults', () => {
  it('a cut anywhere costs at most one piece, and the content is the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('PATCH', 'PUT'),
        async (cuts, method) => {
          await registry.stop();
          registry = await new PushRegistry().start();
          registry.faults = cuts.map((cutAfter) => ({ at: new RegExp(`^${method} .*blobs/uploads`), cutAfter }));
          await push(bundle, { pieceBytes: 10_000 });
          expect(registry.receivedBytes).toBeLessThanOrEqual(blobBytes(bundle) + cuts.length * 10_000);
          for (const [name, bytes] of registry.blobs) expect(name.endsWith(digestOfBlob(bytes))).toBe(true);
        },
      ),
      // registries say the same of one byte as of none
      { numRuns: 8, examples: [[[1], 'PATCH']] },
    );
  });

  it('an answer that never came is looked for, not sent again', async () => {
    registry.faults = [{ at: /^PUT .*blobs\/uploads/, isSilent: true }];
    await push();
    expect(registry.receivedBytes).toBe(blobBytes(bundle));
  });

  it('an upload the registry forgot begins anew', async () => {
    registry.faults = [
      { at: /^PATCH .*blobs\/uploads/, cutAfter: 5 },
      { at: /^GET .*blobs\/uploads/, forgets: true },
    ];
    expect(await refusal(push(bundle, { pieceBytes: 10_000 }))).toBe('none');
  });

  it('uploads under way that the registry forgot begin anew', async () => {
    registry.faults = [{ at: /^PATCH .*blobs\/uploads/, forgets: true, times: 2 }];
    expect(await refusal(push(bundle, { pieceBytes: 10_000 }))).toBe('none');
  });

  it('a registry that forgets every upload is told, not asked for ever', async () => {
    registry.faults = [{ at: /^P(ATCH|UT) .*blobs\/uploads/, forgets: true, times: 999 }];
    expect(await refusal(push(bundle, { pieceBytes: 10_000 }))).toBe('PUSH_E0004');
  });

  it.each([
    ['full', { at: /blobs\/uploads/, status: 507, times: 99 }, 'PUSH_E0002'],
    ['too large', { at: /^(PUT|PATCH) .*uploads/, status: 413, times: 99 }, 'PUSH_E0002'],
    ['no right to push', { at: /^POST/, status: 403, code: 'DENIED', times: 99 }, 'PUSH_E0001'],
    ['broken', { at: /^POST/, status: 500, times: 99 }, 'PUSH_E0004'],
  ])('%s: %s', async (_what, fault, code) => {
    registry.faults = [fault];
    expect(await refusal(push())).toBe(code);
    expect([...registry.manifests]).toEqual([]);
  });

  it('gone from the network', async () => {
    const { host } = registry;
    await registry.stop();
    expect(await refusal(push(bundle, {}, host))).toBe('PUSH_E0003');
    registry = await new PushRegistry().start();
  });

  it('stopped in the middle, the next push sends the rest', async () => {
    registry.faults = [{ at: /^PUT .*manifests/, status: 500, times: 99 }];
    expect(await refusal(push())).toBe('PUSH_E0004');
    registry.faults = [];
    expect((await push()).sentBytes).toBe(0);
  });
});

function digestOfBlob(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

describe('a survey', () => {
  it('says what would be sent and changes nothing; afterwards there is nothing to do', async () => {
    const before = await survey();
    expect(before.changed.map(({ name }) => name)).toEqual([
      'docker.io/library/app-web:1',
      'quay.io/app/web:1',
      'registry.k8s.io/pause:3.10.1',
    ]);
    expect([before.sendBytes, before.unchanged, before.projects]).toEqual([blobBytes(bundle), [], []]);
    expect(registry.seen.filter((line) => !/^(HEAD|GET) /.test(line))).toEqual([]);
    expect((await push()).sentBytes).toBe(before.sendBytes);
    const after = await survey();
    expect([after.changed, after.missing, after.sendBytes, after.unchanged.length]).toEqual([[], [], 0, 3]);
  });

  it('does not count what another repository there holds: it is taken over', async () => {
    await push(bundle, { target: `${registry.host}/quay.io` });
    registry.manifests.clear();
    for (const name of registry.blobs.keys()) if (!name.includes('app/web')) registry.blobs.delete(name);
    const { sendBytes, missing } = await survey({ target: `${registry.host}/quay.io` });
    const sent = await push(bundle, { target: `${registry.host}/quay.io` });
    expect(sent.sentBytes).toBe(sendBytes);
    expect(sendBytes).toBeLessThan(missing.reduce((sum, { blob }) => sum + blob.sizeBytes, 0));
  });

  it('of a Harbor names the projects to be created and what each quota leaves, and creates none', async () => {
    registry.projects = new Map([['quay.io', 10]]);
    const { projects, shortages, changed } = await survey();
    expect(projects.map(({ name, isNew, freeBytes }) => [name, isNew, freeBytes])).toEqual([
      ['docker.io', true, undefined],
      ['quay.io', false, 10],
      ['registry.k8s.io', true, undefined],
    ]);
    expect(changed).toHaveLength(3);
    expect(shortages.map(({ code }) => code)).toEqual(['PUSH_E0002']);
    expect([...registry.projects.keys()]).toEqual(['quay.io']);
    expect(await refusal(push())).toBe('PUSH_E0002');
    expect([...registry.projects.keys()]).toEqual(['quay.io']);
  });
});

describe('a Harbor', () => {
  it('gets the projects it lacks, private, and nothing is asked for twice', async () => {
    registry.projects = new Map([['quay.io', -1]]);
    registry.password = 'right';
    const pushed = await push(bundle, { password: 'right' });
    expect(pushed.createdProjects).toEqual(['docker.io', 'registry.k8s.io']);
    expect([...registry.projects.keys()].sort()).toEqual(['docker.io', 'quay.io', 'registry.k8s.io']);
    const again = await push(bundle, { password: 'right' });
    expect([again.createdProjects, again.sentBlobs]).toEqual([[], 0]);
  });

  it('whose project this user may not create is refused before anything is sent', async () => {
    registry.projects = new Map();
    registry.mayCreateProjects = false;
    await expect(push(bundle, { target: `${registry.host}/ferryman` })).rejects.toThrow(/PUSH_E0007/);
    expect(registry.count(/uploads/)).toBe(0);
  });

  it('whose quota is a byte too small is refused before anything is sent; with that byte it goes', async () => {
    const target = `${registry.host}/ferryman`;
    registry.projects = new Map([['ferryman', blobBytes(bundle) - 1]]);
    expect(await refusal(push(bundle, { target }))).toBe('PUSH_E0002');
    expect(registry.count(/uploads/)).toBe(0);
    registry.projects = new Map([['ferryman', blobBytes(bundle)]]);
    expect((await push(bundle, { target })).sentBytes).toBe(blobBytes(bundle));
    // what is there counts once, however often it is pushed
    expect((await push(bundle, { target })).sentBytes).toBe(0);
  });

  it('that refuses the password says so', async () => {
    registry.projects = new Map();
    registry.password = 'right';
    expect(await refusal(push(bundle, { password: 'wrong' }))).toBe('PUSH_E0001');
  });

  it('is known by its answer: no password is offered to a registry that has no such page', async () => {
    await push(bundle, { password: 'secret' });
    expect(registry.seen.filter((line) => line.includes('/api/'))).toEqual(['GET /api/v2.0/ping']);
  });
});
