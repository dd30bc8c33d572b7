import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import { debOf, tarOf, xzOf } from '../bundle/archive-fixture.ts';
import { chartOf, chartYaml, printing, pushImages, toolLine } from '../bundle/charts/chart-fixture.ts';
import { ociLayout, put, unproven } from '../bundle/fixture.ts';
import { digestOf, TestRegistry } from '../fixtures/registry/test-registry.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const passphrase = 'horse battery staple';
const mebibyte = 2 ** 20;
const createdAt = '2026-11-21T08:00:00Z';
const layer = 'layer '.repeat(300_000);
const parts = ['site', 'build', 'carry', 'take-in', 'push'];

describe.skipIf(browserIsMissing !== undefined)('a bundle in the browser: built, carried, taken in', () => {
  let folder: string;
  let registry: TestRegistry;
  let site: ReturnType<typeof temporarySite>;
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  let page: Page;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman 离线包 '));
    vi.stubEnv('FERRYMAN_HOME', folder);
    await createKey(join(folder, 'keys'), { name: 'office', use: 'release', passphrase, createdAt });
    registry = await new TestRegistry().start();
    registry.push(ociLayout([{ name: 'any.io/app/web:1', architectures: ['amd64'], layer }]));
    await writeSpec('1.9', `images: [{reference: "${registry.host}/app/web:1"}]`);
    site = temporarySite();
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: false });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'en');
    page = engineer.page;
    await enter(page, host.engineerUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
    await registry.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  function writeSpec(version: string, images: string): string {
    const path = join(folder, `platform-${version}.yaml`);
    writeFileSync(join(folder, `data-${version}.bin`), randomBytes(5 * mebibyte));
    const lines = [
      'apiVersion: ferryman/v1',
      'kind: BundleSpec',
      'name: platform',
      `version: "${version}"`,
      'platforms: [linux/amd64]',
      images,
      `registries: [{host: "${registry.host}", plainHttp: true}]`,
      `files: [{id: data-with-a-rather-long-name-that-has-to-wrap, kind: archive, version: v${version}, platform: any, path: ./data-${version}.bin}]`,
    ];
    writeFileSync(path, lines.join('\n'));
    return path;
  }
  const card = (name: string): Locator => page.locator('section.card', { has: page.getByRole('heading', { name }) });
  const panel = (): Locator => page.getByRole('region', { name: 'Result' });
  const at = (name: string) => join(folder, name);
  const looked = async (name: string) => {
    for (const [language, theme] of [
      ['zh', 'light'],
      ['en', 'dark'],
    ] as const) {
      await look(page, language, theme);
      await picture(page, `bundle-${name}-${language}-${theme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
  };

  test.each(parts)('looks of %s with nothing yet', async (part) => {
    await show(page, `bundle/${part}`);
    await looked(`empty-${part}`);
  });

  test('a spec is resolved: every item with its evidence; a wrong path is said beside its field', async () => {
    await show(page, 'bundle/build');
    const spec = page.getByLabel('Bundle spec (YAML)');
    await spec.fill(at('nowhere.yaml'));
    await page.getByRole('button', { name: 'Resolve' }).click();
    await card('First: resolve').getByRole('alert').getByText('nowhere.yaml').waitFor();
    await expect.poll(() => spec.getAttribute('aria-invalid')).toBe('true');
    await spec.fill(at('platform-1.9.yaml'));
    await page.getByRole('button', { name: 'Resolve' }).click();
    await panel().getByRole('paragraph').filter({ hasText: 'Locked 2 items' }).waitFor();
    await panel().getByRole('cell', { name: 'first seen' }).first().waitFor();
  });

  test("a chart's images are shown with how and where each was found, and what was left out", async () => {
    const repository = 'team/a-product-with-a-rather-long-name/and-a-part-of-it-that-has-to-wrap';
    pushImages(registry, [`${repository}:2026.11.1`, 'team/solver:1']);
    const args = `--solver-image=${registry.host}/team/solver:1`;
    const containers = `[{image: "${registry.host}/${repository}:2026.11.1", args: ["${args}"]}, {image: $(LATER)}]`;
    const rendered = `kind: Deployment\nmetadata: {name: web, namespace: apps}\nspec: {containers: ${containers}}\n`;
    writeFileSync(at('web.tgz'), chartOf({ 'Chart.yaml': chartYaml() }));
    const chart = '{path: ./web.tgz, kubernetesVersion: v1.34.4, namespace: apps}';
    writeSpec('1.8', `charts: [${chart}]\n${toolLine(await printing(folder, rendered))}`);
    await page.getByLabel('Bundle spec (YAML)').fill(at('platform-1.8.yaml'));
    await page.getByRole('button', { name: 'Resolve' }).click();
    await panel().getByRole('paragraph').filter({ hasText: 'Chart web 1.2.3 (apps/web) needs 2 images' }).waitFor();
    await panel().getByRole('cell', { name: 'text of Deployment/apps/web' }).waitFor();
    await panel().getByText('has the image $(LATER)').waitFor();
    await looked('charts');
    await page.getByLabel('Bundle spec (YAML)').fill(at('platform-1.9.yaml'));
  });

  test('is built with progress, stopped half-way, and gone on with', async () => {
    registry.faults = [{ at: new RegExp(digestOf(Buffer.from(`${layer} amd64`))), stallAt: 0.5, times: 1 }];
    await page.getByLabel('Output folder').fill(at('bundle-1.9'));
    await page.getByLabel('Passphrase of the key').fill(passphrase);
    await page.getByRole('button', { name: 'Build', exact: true }).click();
    await panel().getByRole('alert').getByText('Nothing says what this bundle has to be complete for').waitFor();
    await page.getByLabel('Who decides so').fill('李梅');
    await page.getByLabel('Reason').fill('no site yet');
    await page.getByLabel('Passphrase of the key').fill(passphrase);
    await page.getByRole('button', { name: 'Build', exact: true }).click();
    await panel().getByRole('progressbar').waitFor();
    await panel()
      .getByText(/^\d\d %$/)
      .waitFor();
    await show(page, 'bundle/carry');
    await panel().getByText('Building').waitFor();
    await picture(page, 'bundle-building-en');
    // a reload changes nothing: the work goes on inside
    await page.reload();
    await panel().getByRole('button', { name: 'Stop' }).click();
    await show(page, 'bundle/build');
    await panel().getByText('Stopped, can go on').waitFor();
    expect(existsSync(at('bundle-1.9'))).toBe(false);
    await looked('stopped');
    await panel().getByRole('button', { name: 'Go on' }).click();
    await panel()
      .getByText(/^Built platform 1\.9: 2 items/)
      .waitFor();
    await panel().getByText('李梅 answers for that: no site yet').waitFor();
    await looked('built');
  });

  test('is split; a size nobody understands is said beside its field', async () => {
    await show(page, 'bundle/carry');
    const form = card('Split');
    await form.getByLabel('Folder of the bundle').fill(at('bundle-1.9'));
    await form.getByLabel('Output folder').fill(at('medium'));
    await form.getByLabel('Size of a volume').fill('floppy');
    await form.getByRole('button', { name: 'Split' }).click();
    await form.getByRole('alert').getByText('Write 64M, 4G').waitFor();
    await form.getByLabel('Size of a volume').fill('2M');
    await form.getByRole('button', { name: 'Split' }).click();
    await panel().getByRole('paragraph').filter({ hasText: 'platform 1.9: 4 volume(s)' }).waitFor();
    expect(readdirSync(at('medium'))).toContain('SHA256SUMS');
    await looked('split');
    const papers = card('Papers for the media');
    await papers.getByLabel('Medium, folder, or one volume').fill(at('medium'));
    await papers.getByLabel('Output folder').fill(at('papers'));
    await papers.getByRole('button', { name: 'Write the papers' }).click();
    await panel().getByText('4 papers written').waitFor();
    expect(readdirSync(at('papers'))).toHaveLength(4);
  });

  test('its OS packages become repositories, each with the line to install from it', async () => {
    const long = 'a-package-with-a-rather-long-name-that-has-to-wrap-somewhere';
    const control = `Package: ${long}\nVersion: 1.7\nArchitecture: amd64\nMaintainer: A <a@b.c>\nDescription: relay\n`;
    await put(at('debs/one.deb'), debOf('control.tar.xz', xzOf(tarOf([['./control', control]]))));
    const packages = ['debian-12', 'ubuntu-24.04'].map(
      (distribution) => `{distribution: ${distribution}, platform: linux/amd64, path: ./debs}`,
    );
    const specFile = writeSpec('os', `packages: [${packages.join(', ')}]`);
    const signingKey = await loadKey(join(folder, 'keys'), 'office', passphrase);
    await buildBundle({ specFile, outputDirectory: at('bundle-os'), signingKey, createdAt, closure: unproven });
    const form = card('Package repositories');
    await form.getByLabel('Folder of the bundle').fill(at('bundle-1.9'));
    await form.getByLabel('Output folder').fill(at('repositories'));
    await form.getByRole('button', { name: 'Write the repositories' }).click();
    await form.getByRole('alert').getByText('it holds no OS packages').waitFor();
    await form.getByLabel('Folder of the bundle').fill(at('bundle-os'));
    await page.keyboard.press('Enter');
    await panel().getByRole('paragraph').filter({ hasText: '2 package repositories written' }).waitFor();
    await panel().getByText('deb [trusted=yes] file:').first().waitFor();
    expect(readdirSync(at('repositories')).sort()).toEqual(['debian-12', 'ubuntu-24.04']);
    await looked('repositories');
  });

  let sound: Buffer;
  const second = () => at('medium/platform-1.9.002.fyb');
  test('a damaged volume is named by verify', async () => {
    sound = readFileSync(second());
    const bytes = Buffer.from(sound);
    bytes[mebibyte] = (bytes[mebibyte] ?? 0) ^ 1;
    writeFileSync(second(), bytes);
    const form = card('Verify');
    await form.getByLabel('Medium, folder, or one volume').fill(at('medium'));
    await form.getByRole('button', { name: 'Verify' }).click();
    await panel().getByText('1 problem(s)').waitFor();
    await panel().getByRole('alert').getByText('The volume platform-1.9.002.fyb is damaged').waitFor();
    await panel().getByText('Sound volumes: 1, 3, 4 of 4').waitFor();
    await looked('damaged');
  });

  test('is looked into: licences, evidence, and its bill of materials to keep', async () => {
    const form = card('Look inside');
    await form.getByLabel('Folder of the bundle').fill(at('bundle-1.9'));
    await form.getByRole('button', { name: 'Look inside' }).click();
    await form.getByRole('cell', { name: 'not stated' }).first().waitFor();
    await looked('inspect');
    const saved = page.waitForEvent('download');
    await form.getByRole('button', { name: 'Save the bill of materials' }).click();
    const sbom = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { components: unknown[] };
    expect(sbom.components).toHaveLength(2);
  });

  test('two bundles stand side by side', async () => {
    const specFile = writeSpec('1.10', '');
    const signingKey = await loadKey(join(folder, 'keys'), 'office', passphrase);
    await buildBundle({ specFile, outputDirectory: at('bundle-1.10'), signingKey, createdAt, closure: unproven });
    const form = card('Two bundles side by side');
    await form.getByLabel('The older bundle').fill(at('bundle-1.9'));
    await form.getByLabel('The newer bundle').fill(at('bundle-1.10'));
    await form.getByRole('button', { name: 'Compare' }).click();
    await form.getByText(/^2 differ, 0 are the same/).waitFor();
    await form.getByText('removed').waitFor();
    await looked('compare');
  });

  test('is taken in: a stranger’s key refused, the damaged volume named, restored, whole, and used', async () => {
    await show(page, 'bundle/take-in');
    const form = card('Take in a bundle');
    const take = form.getByRole('button', { name: 'Take in' });
    await form.getByLabel('Medium, folder, or one volume').fill(at('medium'));
    await take.click();
    await form.getByRole('alert').getByText('signed by a key nobody trusts here').waitFor();
    const { publicKey } = await loadKey(join(folder, 'keys'), 'office', passphrase);
    site.session.store.trustSigningKey({ ...trustedKeyOf(publicKey), trustedBy: '李梅' });
    await form.getByRole('button', { name: 'Look inside first' }).click();
    await page.getByText('The site has none of this name yet').waitFor();
    await page.getByText('1, 2, 3, 4 of 4').waitFor();
    await looked('plan');
    await take.click();
    await panel()
      .getByText(/platform 1\.9 is not whole yet/)
      .waitFor();
    await panel().getByRole('alert').getByText('The volume platform-1.9.002.fyb is damaged').waitFor();
    await panel().getByText('Still to come: volume 2 of 4').waitFor();
    await looked('incomplete');
    writeFileSync(second(), sound);
    await take.click();
    await panel().getByText('platform 1.9 is whole').waitFor();
    await panel().getByText('This site uses it now.').waitFor();
    await looked('whole');
    await show(page, 'bundle/site');
    await page.getByRole('heading', { name: 'platform 1.9' }).waitFor();
  });

  test('an older one has to be typed', async () => {
    await show(page, 'bundle/take-in');
    const form = card('Take in a bundle');
    const source = form.getByLabel('Medium, folder, or one volume');
    await source.fill(at('bundle-1.10'));
    await form.getByRole('button', { name: 'Take in' }).click();
    await panel().getByText('platform 1.10 is whole').waitFor();
    await source.fill(at('bundle-1.8'));
    const specFile = writeSpec('1.8', '');
    const signingKey = await loadKey(join(folder, 'keys'), 'office', passphrase);
    await buildBundle({ specFile, outputDirectory: at('bundle-1.8'), signingKey, createdAt, closure: unproven });
    await form.getByRole('button', { name: 'Look inside first' }).click();
    await page.getByText('Older than 1.10, which the site has', { exact: true }).waitFor();
    await looked('older');
    await page.getByLabel('type “platform 1.8”').fill('platform 1.8');
    await form.getByRole('button', { name: 'Take in' }).click();
    await panel().getByText('platform 1.8 is whole').waitFor();
  });

  test('the inventory is saved as a file', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the inventory' }).click();
    const inventory = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { bundles: unknown[] };
    expect(inventory.bundles).toHaveLength(3);
  });

  test('works by keyboard: from the nav into a form, and submitted by Enter', async () => {
    await show(page, 'bundle/carry');
    await page.locator('.section-nav a', { hasText: 'Carry' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.section-nav a[href="#/bundle/take-in"][aria-current=page]').waitFor();
    // past the last part of the nav
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(at('medium'));
    await page.keyboard.press('Enter');
    await panel().getByText('platform 1.9 is whole').waitFor();
  });

  test('no fault in the page, and no request left this computer', () => {
    // refused calls are answers with an error status, and the browser says so
    expect(engineer.faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
  });
});
