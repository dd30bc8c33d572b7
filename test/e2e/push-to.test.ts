import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { layoutBundle } from '../bundle/layout-bundle.ts';
import { PushRegistry } from '../fixtures/registry/push-registry.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const password = 'sesame-open-wide';
const longName = 'quay.io/a-team-with-a-long-name/and-an-even-longer-name-of-a-component-that-has-to-wrap:v1.2.3';

describe.skipIf(browserIsMissing !== undefined)('a push to another’s registry in the browser', () => {
  let folder: string;
  let registry: PushRegistry;
  let site: ReturnType<typeof temporarySite>;
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  let page: Page;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ferryman 推送 '));
    vi.stubEnv('FERRYMAN_HOME', folder);
    await layoutBundle(folder, [
      { name: longName, architectures: ['amd64'], layer: 'web '.repeat(50_000) },
      { name: 'docker.io/library/db:2', architectures: ['amd64'], layer: 'db '.repeat(50_000) },
    ]);
    registry = await new PushRegistry().start();
    registry.projects = new Map([['docker.io', 10]]);
    registry.password = password;
    site = temporarySite();
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: false });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'en');
    page = engineer.page;
    await enter(page, host.engineerUrl);
    await show(page, 'bundle/push');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
    await registry.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const panel = () => page.getByRole('region', { name: 'Result' });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const seeWhatItLacks = () => page.getByRole('button', { name: 'See what it lacks' }).click();
  const push = () => page.getByRole('button', { name: 'Push', exact: true });
  const looked = async (name: string) => {
    for (const [language, theme] of [
      ['zh', 'light'],
      ['en', 'dark'],
    ] as const) {
      await look(page, language, theme);
      await picture(page, `push-to-${name}-${language}-${theme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
  };

  test('an address nobody understands, a file that is no certificate, a wrong password: each beside its field', async () => {
    await field('Folder of the bundle').fill(join(folder, 'out'));
    await field('Registry').fill('http://harbor');
    await seeWhatItLacks();
    await page.getByRole('alert').getByText('The address of the registry is not understood').waitFor();
    await field('Registry').fill(registry.host);
    await field('CA certificate of the registry (file)').fill(join(folder, 'web.yaml'));
    await seeWhatItLacks();
    await page.getByRole('alert').getByText('gives no CA certificate').waitFor();
    await looked('no-certificate');
    await field('CA certificate of the registry (file)').fill('');
    await page.getByLabel('http instead of https').check();
    await field('User').fill('robot');
    await field('Password').fill('wrong');
    await seeWhatItLacks();
    await page.getByRole('alert').getByText('refuses the push').waitFor();
    await expect.poll(() => field('User').getAttribute('aria-invalid')).toBe('true');
  });

  test('what is missing is shown first, by keyboard; a quota too small holds the push back', async () => {
    await field('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `web 1.0 into ${registry.host}` }).waitFor();
    await page.getByRole('alert').getByText('is over its quota').waitFor();
    await expect.poll(() => push().isDisabled()).toBe(true);
    expect(registry.count(/uploads|^POST/)).toBe(0);
    await looked('quota');
    registry.projects?.set('docker.io', 10_000_000);
    await seeWhatItLacks();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: 'is created, private' }).waitFor();
    await looked('plan');
  });

  test('a push that fails is gone on with; the password is asked for again', async () => {
    registry.faults = [{ at: /^PUT .*manifests/, status: 500, times: 99 }];
    await push().click();
    await panel().getByText('Did not succeed').waitFor();
    await expect.poll(() => field('Password').inputValue()).toBe('');
    await looked('failed');
    registry.faults = [];
    const again = panel().getByLabel(/^Password \(registry:/);
    await expect.poll(() => panel().getByRole('button', { name: 'Go on' }).isDisabled()).toBe(true);
    await again.fill(password);
    await page.keyboard.press('Enter');
    await panel().getByText(`${registry.host}: 2 images pushed, 0 were there`).waitFor();
    await panel().getByText('0 blobs sent').waitFor();
    await looked('pushed');
    expect(await page.content()).not.toContain(password);
  });

  test('afterwards nothing is missing', async () => {
    await field('Password').fill(password);
    await seeWhatItLacks();
    await page.getByText('0 missing · 2 there already').waitFor();
  });

  test('no fault in the page, and no request left this computer', () => {
    // refused calls are answers with an error status, and the browser says so
    expect(engineer.faults.filter((fault) => !fault.includes('status of'))).toEqual([]);
  });
});
