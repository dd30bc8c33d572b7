import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { practiceIsMissing } from '../practice/practice.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';
import { practiceSite } from './practice-site.ts';

const missing = browserIsMissing ?? (await practiceIsMissing());
if (missing !== undefined) console.warn(`the journey is skipped: ${missing}`);

const looks = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const;
const stages = ['requirements', 'hosts', 'plan', 'bundle', 'preflight', 'approve', 'install', 'verify', 'deliver'];

describe.skipIf(missing !== undefined)('the whole delivery in a browser, on practice hosts', () => {
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  let customer: Watched;
  const site = practiceSite();
  beforeAll(async () => {
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: true });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'en');
    customer = await watchedPage(browser, 'zh');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await site.close();
  });

  test('rehearse, stop and go on, and end with a report marked as practice', async () => {
    const { page, faults } = engineer;
    await enter(page, host.engineerUrl);
    await enter(customer.page, host.customerUrl);
    await page.getByRole('button', { name: 'Rehearse the whole delivery' }).click();
    await page.getByRole('heading', { level: 1, name: 'Install' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Stop at a safe point' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 60_000 });
    await picture(page, 'install-stopped-en');
    // a reload changes nothing: the journal tells the story again
    await page.reload();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.step-note', { hasText: 'usually' }).first().waitFor({ timeout: 60_000 });
    await picture(page, 'install-running-en');
    await customer.page.getByText('现在进行到哪里').waitFor({ timeout: 60_000 });
    await picture(customer.page, 'customer-running-zh');
    await page.getByRole('link', { name: 'Go on to verification' }).waitFor({ timeout: 90_000 });
    expect([...faults, ...customer.faults]).toEqual([]);
  }, 240_000);

  test('resumed by hand, it went on to the report by itself: marked as practice, signed, and read by both', async () => {
    const { page, faults } = engineer;
    await show(page, 'verify');
    await page.getByRole('button', { name: 'Verify again' }).waitFor({ timeout: 60_000 });
    await show(page, 'deliver');
    await page
      .locator('.verdict')
      .getByText(/^READY/)
      .waitFor({ timeout: 30_000 });
    await expect.poll(() => page.locator('iframe').getAttribute('srcdoc')).toContain('PRACTICE');
    await page.getByText(/^Sound, \d+ entries$/).waitFor();
    await page.getByText(/^practice, up to entry \d+/).waitFor();
    await expect.poll(() => page.locator('iframe').getAttribute('sandbox')).toBe('');
    await customer.page
      .getByText(/具备验收条件/)
      .first()
      .waitFor({ timeout: 30_000 });
    await customer.page.getByText('在这里阅读报告').click();
    await picture(customer.page, 'customer-done-zh');
    expect(await axeFindings(customer.page)).toEqual([]);
    expect([...faults, ...customer.faults]).toEqual([]);
  });

  test.each(stages)('%s: axe finds nothing, in Chinese by day and in English by night', async (stage) => {
    const { page, faults } = engineer;
    await show(page, stage);
    for (const [language, theme] of looks) {
      await look(page, language, theme);
      await picture(page, `${stage}-${language}-${theme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(faults).toEqual([]);
  });
});
