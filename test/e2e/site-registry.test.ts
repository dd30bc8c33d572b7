import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rehearse } from '../../main/app/rehearse.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { practiceIsMissing } from '../practice/practice.ts';
import { type RehearsalSite, rehearsalSite } from '../rehearsal/rehearsal-site.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const missing = browserIsMissing ?? (await practiceIsMissing());

describe.skipIf(missing !== undefined)('a site registry in the browser', () => {
  let site: RehearsalSite;
  let host: WebHost;
  let browser: Browser;
  let engineer: Watched;
  let page: Page;

  beforeAll(async () => {
    site = await rehearsalSite({ siteRegistry: { machine: 'node-2' } });
    await rehearse(site.session);
    expect(await site.session.current?.ended).toBe('succeeded');
    await site.session.rehearsal?.ended;
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: false });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'en');
    page = engineer.page;
    await enter(page, host.engineerUrl);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await site?.close();
  });

  const looked = async (name: string) => {
    for (const [language, theme] of [
      ['zh', 'light'],
      ['en', 'dark'],
    ] as const) {
      await look(page, language, theme);
      await picture(page, `site-registry-${name}-${language}-${theme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
  };

  test('its steps stand in the installation, under the phase that spreads the bundle', async () => {
    await show(page, 'install');
    const phase = page.getByText('Spread the bundle');
    await phase.waitFor();
    await phase.click();
    for (const title of ['node-2: install the site registry', "node-2: push the bundle's images to the site registry"])
      await page.getByText(title).first().waitFor();
    await looked('install');
  });

  test('verification shows for each node that it pulls, with what was pulled', async () => {
    await show(page, 'verify');
    await page.getByText('Every node pulls from the site registry').first().waitFor();
    await looked('verify');
  });

  test('its password is kept under a passphrase, by keyboard; the report says so, never the password', async () => {
    await show(page, 'deliver');
    const form = page.locator('section.card', {
      has: page.getByRole('heading', { name: 'Password of the site registry', exact: true }),
    });
    const [passphrase, again] = [form.getByLabel("Passphrase of the site's secrets"), form.getByLabel('once more')];
    const keep = form.getByRole('button', { name: 'Fetch and keep it' });
    await form.getByText('Not kept: it lies on that machine alone').waitFor();
    await form.getByText('node-2:/etc/ferryman/registry/password').waitFor();
    await looked('not-escrowed');
    await passphrase.fill('horse battery staple');
    await again.fill('horse battery stable');
    await expect.poll(() => keep.isDisabled()).toBe(true);
    await again.fill('horse battery staple');
    await page.keyboard.press('Enter');
    await form.getByText('Kept in the site file by').waitFor();
    await expect.poll(() => passphrase.inputValue()).toBe('');
    await looked('escrowed');
    await passphrase.fill('another one');
    await page.keyboard.press('Enter');
    await form.getByRole('alert').getByText('passphrase').first().waitFor();
    await passphrase.fill('');
    await page.getByRole('button', { name: 'Write it again' }).click();
    const report = page.frameLocator('iframe').getByText("under the site's passphrase");
    await report.first().waitFor();
    const keeper = site.fleet.hosts().find(({ name }) => name === 'node-2');
    expect(await page.content()).not.toContain(keeper?.read('/etc/ferryman/registry/password') ?? '');
  });

  test('the Bundle page pushes again by hand: what is there is not sent', async () => {
    await show(page, 'bundle/site');
    const push = page.getByRole('button', { name: 'Push', exact: true });
    await push.focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^127\.[\d.]+:5000: 0 images pushed, \d+ were there$/).waitFor();
    await page.getByText('0 blobs sent').waitFor();
    await looked('pushed');
  });

  test('a registry that does not answer is an error with its next step', async () => {
    const keeper = site.fleet.hosts().find(({ name }) => name === 'node-2');
    await keeper?.stopUnit('registry.service');
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await page.getByText('cannot be reached, or the connection broke').first().waitFor();
    await looked('unreachable');
  });

  test('no fault in the page, and no request left this computer', () => {
    // a refused call is an answer with an error status, and the browser says so
    expect(engineer.faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
  });
});
