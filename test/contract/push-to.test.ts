import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BundleWorkView } from '../../main/contract/bundle.contract.ts';
import { layoutBundle } from '../bundle/layout-bundle.ts';
import { PushRegistry } from '../fixtures/registry/push-registry.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { type Client, type Transport, transports } from './transports.ts';

const password = 'sesame-open-wide';

describe.each(Object.entries(transports))('a push to another’s registry over %s', (_, open) => {
  let folder: string;
  let registry: PushRegistry;
  let site: ReturnType<typeof temporarySite>;
  let transport: Transport;
  let engineer: Client;
  let directory: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman 推送 '));
    vi.stubEnv('FERRYMAN_HOME', folder);
    directory = await layoutBundle(folder, [
      { name: 'quay.io/app/web:1', architectures: ['amd64'], layer: 'web '.repeat(5_000) },
      { name: 'docker.io/library/db:2', architectures: ['amd64'], layer: 'db '.repeat(5_000) },
    ]);
    site = temporarySite();
    transport = await open(site.session);
    engineer = transport.clientOf('engineer');
  });
  beforeEach(async () => {
    registry = await new PushRegistry().start();
    registry.projects = new Map([['docker.io', -1]]);
    registry.password = password;
  });
  afterEach(() => registry.stop());
  afterAll(async () => {
    await transport.close();
    site.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const ended = () => until(({ status }) => status !== 'running' && status !== 'stopping');
  async function until(isThere: (view: BundleWorkView) => boolean): Promise<BundleWorkView> {
    const leaving = new AbortController();
    try {
      for await (const view of await engineer.bundle.follow(undefined, { signal: leaving.signal })) {
        if (view !== null && isThere(view)) return view;
      }
    } finally {
      leaving.abort();
    }
    throw new Error('the stream ended');
  }
  const asked = (more: object = {}) => ({
    directory,
    to: registry.host,
    user: 'robot',
    password,
    isPlainHttp: true,
    ...more,
  });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error: { data: { code: string } }) => error.data.code,
    );

  test('the plan says what is missing and what is created, and does neither', async () => {
    const plan = await engineer.bundle.planPushTo(asked());
    expect(plan).toMatchObject({ registry: registry.host, folder: '', presentImages: [], obstacles: [] });
    expect(plan.missingImages.map(({ repository }) => repository)).toEqual(['docker.io/library/db', 'quay.io/app/web']);
    expect(plan.projects).toMatchObject([{ name: 'quay.io', isNew: true, freeBytes: null }]);
    expect(registry.count(/uploads|^POST/)).toBe(0);
    await engineer.bundle.pushTo(asked());
    const { pushed } = await ended();
    expect(pushed).toMatchObject({ sentBytes: plan.sendBytes, createdProjects: ['quay.io'], registry: registry.host });
    expect((await engineer.bundle.planPushTo(asked())).missingImages).toEqual([]);
  });

  test('a quota that is too small is in the plan', async () => {
    registry.projects = new Map([['east', 10]]);
    const { obstacles, projects } = await engineer.bundle.planPushTo(asked({ to: `${registry.host}/east` }));
    expect(obstacles).toMatchObject([{ code: 'PUSH_E0002' }]);
    expect(projects).toMatchObject([{ name: 'east', isNew: false, freeBytes: 10 }]);
  });

  test('the password is known for the call and the work alone; to go on it is wanted again', async () => {
    registry.faults = [{ at: /^PUT .*manifests/, status: 500, times: 99 }];
    const secret = `registry:${registry.host}`;
    await engineer.bundle.planPushTo(asked());
    await expect(site.session.secrets.get(secret)).rejects.toThrow(/SSH_E0010/);
    await engineer.bundle.pushTo(asked());
    expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'PUSH_E0004' }, secret });
    await expect(site.session.secrets.get(secret)).rejects.toThrow(/SSH_E0010/);
    registry.faults = [];
    await engineer.bundle.resume();
    expect(await ended()).toMatchObject({ status: 'failed', error: { code: 'SSH_E0010' } });
    await engineer.site.provideSecret({ name: secret, value: password });
    await engineer.bundle.resume();
    const done = await ended();
    expect(done).toMatchObject({ status: 'done', pushed: { sentBytes: 0 } });
    expect(JSON.stringify(done)).not.toContain(password);
  });

  test('stopped on its way it goes on with what is missing, and the password is forgotten meanwhile', async () => {
    registry.faults = [{ at: /^PUT .*manifests/, status: 503, times: 99 }];
    const secret = `registry:${registry.host}`;
    await engineer.bundle.pushTo(asked());
    const sent = await until(({ progress }) => progress !== null && progress.doneBytes === progress.totalBytes);
    expect(sent.status).toBe('running');
    await engineer.bundle.stop();
    expect(await ended()).toMatchObject({ status: 'stopped', error: null, secret });
    await expect(site.session.secrets.get(secret)).rejects.toThrow(/SSH_E0010/);
    registry.faults = [];
    await engineer.site.provideSecret({ name: secret, value: password });
    await engineer.bundle.resume();
    expect(await ended()).toMatchObject({ status: 'done', pushed: { sentBytes: 0 } });
  });

  test.each([
    ['no address', { to: 'http://harbor' }, 'PUSH_E0006'],
    ['no certificate', { caFile: 'nowhere.pem' }, 'PUSH_E0008'],
    ['no bundle', { directory: 'nowhere' }, 'BUNDLE_E0009'],
  ])('%s is refused at once', async (_what, wrong, code) => {
    expect(await codeOf(engineer.bundle.planPushTo(asked(wrong)))).toBe(code);
    expect(await codeOf(engineer.bundle.pushTo(asked(wrong)))).toBe(code);
  });

  test('a wrong password, and https where there is none, say so', async () => {
    expect(await codeOf(engineer.bundle.planPushTo(asked({ password: 'wrong' })))).toBe('PUSH_E0001');
    expect(await codeOf(engineer.bundle.planPushTo(asked({ isPlainHttp: false })))).toMatch(/^PUSH_E000[35]$/);
  });

  test('the customer may neither plan nor push', async () => {
    const customer = transport.clientOf('customer');
    expect(await codeOf(customer.bundle.planPushTo(asked()))).toBe('ROLE_E0001');
    expect(await codeOf(customer.bundle.pushTo(asked()))).toBe('ROLE_E0001');
  });
});
