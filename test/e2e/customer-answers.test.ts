import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readIntake } from '../../main/app/intake.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, look, openBrowser, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const bank = readFileSync(join(import.meta.dirname, '../fixtures/planning/city-bank.yaml'), 'utf8');
const looks = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const;

describe.skipIf(browserIsMissing !== undefined)('questions of the customer’s staff', () => {
  const site = temporarySite();
  let browser: Browser;
  let host: WebHost;
  let watched: Watched;
  let page: Page;
  const card = (id: string) => page.locator(`[data-question="${id}"]`);
  const provenance = (id: string) =>
    readIntake(site.session, 'zh').completeness.states.find(({ question }) => question === id)?.provenance;
  beforeAll(async () => {
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: true });
    browser = await openBrowser();
    watched = await watchedPage(browser, 'zh');
    ({ page } = watched);
    await enter(page, host.customerUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
  });

  test('before anybody was named, all are open to whoever gives a name', async () => {
    await page.getByText('看看有没有等您回答的问题').click();
    await page.getByRole('heading', { level: 1, name: '请您回答的问题' }).waitFor();
    await page.getByLabel('您的姓名').fill('孙主任');
    await page.getByRole('button', { name: /^网络/ }).click();
    await card('network.bastion').getByRole('textbox').fill('10.20.0.9');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('已保存').waitFor();
    expect(provenance('network.bastion')?.by).toBe('孙主任');
  });

  test('each chooses who they are, and sees only their own questions', async () => {
    saveRequirements(site.session, bank, 'requirements.yaml');
    await page.reload();
    await page.getByRole('heading', { name: '您是哪一位？' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /张工|王工/ }).count()).toBe(0);
    for (const [language, theme] of looks) {
      await look(page, language, theme);
      await picture(page, `customer-people-${language}-${theme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
    await look(page, 'zh', 'light');
    await page.getByRole('link', { name: /李处/ }).click();
    await page.getByText('以 李处 的名义回答').waitFor();
    const parts = page.getByRole('navigation', { name: '问卷的各部分' }).getByRole('button');
    await expect.poll(() => parts.count()).toBe(3);
    await expect.poll(() => card('load.concurrentUsers').count()).toBe(0);
    await expect.poll(() => page.getByRole('button', { name: '导出工作簿' }).count()).toBe(0);
  });

  test('what they write is kept under their name, wrong cells are named, and a reload comes back to it', async () => {
    await card('network.bastion').getByRole('textbox').fill('10.8.3');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('没有保存').waitFor();
    await card('network.bastion').getByRole('textbox').fill('10.8.3.20');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('已保存').waitFor();
    expect(savedRequirements(site.session)?.requirements.network.bastion).toBe('10.8.3.20');
    expect(provenance('network.bastion')?.by).toBe('李处');
    await page.reload();
    await page.getByText('以 李处 的名义回答').waitFor();
    await expect.poll(() => card('network.bastion').getByRole('textbox').inputValue()).toBe('10.8.3.20');
  });

  test.each(looks)('axe finds nothing, and the page does not scroll sideways (%s, %s)', async (language, theme) => {
    await look(page, language, theme);
    await picture(page, `customer-answers-${language}-${theme}`);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('with everything given to somebody, whoever is not listed is told so', async () => {
    await look(page, 'zh', 'light');
    await page.getByRole('link', { name: '换一个人' }).click();
    await page.getByRole('link', { name: /我不在名单里/ }).click();
    await page.getByText('没有需要您回答的问题').waitFor();
    await page.getByRole('link', { name: '这次部署' }).click();
    await page.getByRole('heading', { level: 1, name: '这次部署' }).waitFor();
    expect(watched.faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
  });
});
