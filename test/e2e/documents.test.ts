import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveRequirements } from '../../main/app/requirements.ts';
import { makePlan } from '../../main/app/site-plan.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const requirements = join(import.meta.dirname, '../fixtures/planning/city-bank.yaml');

describe.skipIf(browserIsMissing !== undefined)('planning documents on the Plan page', () => {
  const site = temporarySite();
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  beforeAll(async () => {
    saveRequirements(site.session, readFileSync(requirements, 'utf8'), 'requirements.yaml');
    makePlan(site.session);
    host = await startWebHost({
      session: site.session,
      files: new PageFiles(rendererDirectory()),
      port: 0,
      hasCustomer: false,
    });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'zh');
    await enter(engineer.page, host.engineerUrl);
    await show(engineer.page, 'plan/documents');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
  });

  test('are listed with their formats, and can be reached without a mouse', async () => {
    const { page } = engineer;
    const list = page.getByRole('region', { name: '规划文档' });
    await list.getByText('端口开通清单').waitFor();
    await expect.poll(() => list.getByRole('row').count()).toBe(9);
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'plan-documents');
  });

  test('come as the file their button says', async () => {
    const { page } = engineer;
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存《端口开通清单》，XLSX 格式' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('城市银行互联网贷款平台-端口开通清单-r1.xlsx');
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(engineer.faults).toEqual([]);
  });
});
