import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { approvePlan, makePlan, savedPlan } from '../../main/app/site-plan.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const example = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../bundles/examples', name, 'requirements.yaml'), 'utf8');

describe.skipIf(browserIsMissing !== undefined)('when machines are short', () => {
  const site = temporarySite();
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  beforeAll(async () => {
    saveRequirements(site.session, example('online-design'), 'requirements.yaml');
    const { hash } = makePlan(site.session);
    await approvePlan(site.session, hash, '周工');
    host = await startWebHost({
      session: site.session,
      files: new PageFiles(rendererDirectory()),
      port: 0,
      hasCustomer: false,
    });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'zh');
    await enter(engineer.page, host.engineerUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
  });
  const workers = () => engineer.page.getByRole('group', { name: /^业务服务器/ });

  test('from the machines: the planned ones stand there, and keep every promise', async () => {
    const { page } = engineer;
    await show(page, 'plan/machines');
    await page.getByRole('link', { name: '机器不够？看看有哪些办法' }).click();
    await page.waitForURL(/#\/plan\/negotiate\/production$/);
    await expect.poll(() => workers().getByLabel('台数').inputValue()).toBe('6');
    await page.getByRole('button', { name: '推演' }).click();
    await page.getByText('这些机器保得住全部承诺').waitFor();
    await expect.poll(() => page.getByRole('heading', { name: '补救办法' }).count()).toBe(0);
    await picture(page, 'negotiate-holds');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('what is no number of machines is said beside its field, and nothing is asked', async () => {
    const { page } = engineer;
    await workers().getByLabel('台数').fill('five');
    await workers().getByLabel('每台 CPU（核）').fill('0');
    await page.keyboard.press('Enter');
    await workers().getByRole('alert').getByText('请填 0 到 1000 的整数。').waitFor();
    await workers().getByRole('alert').getByText('请填 1 到 999 的整数。').waitFor();
    await expect.poll(() => workers().getByLabel('台数').getAttribute('aria-invalid')).toBe('true');
    await picture(page, 'negotiate-refused');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('one machine fewer, by keyboard: which promises fall, and the ways back in their order', async () => {
    const { page } = engineer;
    await workers().getByLabel('台数').fill('5');
    await workers().getByLabel('每台 CPU（核）').fill('16');
    await page.keyboard.press('Enter');
    await page.getByText('有 2 项承诺保不住。').waitFor();
    await page
      .getByRole('row', { name: /坏机器不停业务/ })
      .getByText('保不住')
      .waitFor();
    const ways = page.locator('.way-list > li');
    await ways.first().getByText('增加 1 台业务服务器 16C64G').waitFor();
    await ways.first().getByText('还要准备：1 台，16 核，64 GiB 内存').waitFor();
    await ways.first().getByText('这种办法不改回答').waitFor();
    await expect.poll(() => ways.first().getByRole('button').count()).toBe(0);
    await ways.getByText('业务服务器台数 6 → 5').first().waitFor();
    for (const [language, theme, width] of [
      ['zh', 'light', 1440],
      ['zh', 'dark', 1440],
      ['en', 'light', 1024],
      ['en', 'dark', 1024],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await look(page, language, theme);
      await picture(page, `negotiate-${language}-${theme}-${width}`);
      expect(await axeFindings(page)).toEqual([]);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
        .toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await look(page, 'zh', 'light');
  });

  test('the letter to the customer is saved', async () => {
    const { page } = engineer;
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存《机器不足告知函》，DOCX 格式' }).click();
    expect((await saved).suggestedFilename()).toMatch(/机器不足告知函-r1\.docx$/);
  });

  test('another size of a role is a row of its own, and goes again', async () => {
    await workers().getByRole('button', { name: '业务服务器：再加一种规格' }).click();
    await expect.poll(() => workers().getByLabel('台数').count()).toBe(2);
    await workers().getByRole('button', { name: '业务服务器：去掉这种规格' }).last().click();
    await expect.poll(() => workers().getByLabel('台数').count()).toBe(1);
  });

  test('a way is tried: the difference, and nothing is kept', async () => {
    const { page } = engineer;
    const way = page.locator('.way-list > li').filter({ hasText: '任何一台停机都可能影响业务' });
    await way.getByRole('link', { name: /^试算第/ }).click();
    await page.getByText('−1 台业务服务器（6 → 5）').waitFor();
    await page.getByText('业务服务器台数 – → 5', { exact: false }).first().waitFor();
    await picture(page, 'negotiate-what-if');
    expect(await axeFindings(page)).toEqual([]);
    expect(savedPlan(site.session)?.revision).toBe(1);
    await page.getByRole('link', { name: '回到机器不够时的办法' }).click();
    await page.waitForURL(/#\/plan\/negotiate\/production$/);
  });

  test('a way is taken by name: another revision, the difference to see, the approval left behind', async () => {
    const { page, faults } = engineer;
    await workers().getByLabel('台数').fill('5');
    await page.getByRole('button', { name: '推演' }).click();
    const way = page.locator('.way-list > li').filter({ hasText: '任何一台停机都可能影响业务' });
    await way.getByRole('button', { name: /^采用第/ }).click();
    const dialog = page.getByRole('dialog', { name: '采用这种办法' });
    await dialog.getByRole('button', { name: '保存并重新规划' }).click();
    await dialog.getByRole('alert').getByText('请填写姓名').waitFor();
    await picture(page, 'negotiate-take');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('谁决定的').fill('陈工');
    await page.keyboard.press('Enter');
    await page.getByText('已重新规划，现在是第 2 版。').waitFor();
    await page.getByText('第 1 版由 周工 于').waitFor();
    await picture(page, 'negotiate-taken');
    expect(savedPlan(site.session)?.approval).toBeNull();
    expect(savedRequirements(site.session)?.requirements.environments[0]?.workerCount).toBe(5);
    await page.getByRole('link', { name: '看看变了什么' }).click();
    await page.getByText('−1 台业务服务器（6 → 5）').waitFor();
    expect(faults).toEqual([]);
  });

  test('machines that stand there are filled in; the finding that they are short leads here', async () => {
    saveRequirements(site.session, example('kubesphere-company'), 'requirements.yaml');
    makePlan(site.session);
    const { page } = engineer;
    await page.reload();
    await show(page, 'plan/findings');
    const finding = page.locator('.finding-list > li').filter({ hasText: '已有' }).first();
    await finding.getByRole('link', { name: '机器不够？看看有哪些办法' }).click();
    await page.waitForURL(/#\/plan\/negotiate\//);
    await page.getByRole('button', { name: '按现场已有的机器' }).click();
    await page.getByRole('heading', { name: '计划的承诺' }).waitFor();
    await picture(page, 'negotiate-standing');
    expect(await axeFindings(page)).toEqual([]);
  });
});
