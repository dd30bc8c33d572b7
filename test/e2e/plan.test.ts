import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { makePlan, savedPlan } from '../../main/app/site-plan.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { sectionGroups } from '../../renderer/features/plan/sections.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const requirements = join(import.meta.dirname, '../../bundles/examples/online-design/requirements.yaml');
const parts = Object.values(sectionGroups).flat();
const looks = [
  ['zh', 'light', 1440],
  ['en', 'dark', 1024],
] as const;

describe.skipIf(browserIsMissing !== undefined)('the plan of an online-design suite', () => {
  const site = temporarySite();
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  let customer: Watched;
  beforeAll(async () => {
    saveRequirements(site.session, readFileSync(requirements, 'utf8'), 'requirements.yaml');
    makePlan(site.session);
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: true });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'zh');
    customer = await watchedPage(browser, 'zh');
    await enter(engineer.page, host.engineerUrl);
    await enter(customer.page, host.customerUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
  });

  test.each(parts)(
    'looks of %s: axe finds nothing by day in Chinese and by night in English, and nothing is wider than the page',
    async (part) => {
      const { page, faults } = engineer;
      await show(page, `plan/${part}`);
      for (const [language, theme, width] of looks) {
        await page.setViewportSize({ width, height: 900 });
        await look(page, language, theme);
        await picture(page, `plan-${part}-${language}-${theme}-${width}`);
        expect(await axeFindings(page)).toEqual([]);
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
          .toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await look(page, 'zh', 'light');
      expect(faults).toEqual([]);
    },
  );

  test('the ways to buy the workers stand side by side, the chosen one marked', async () => {
    const { page } = engineer;
    await show(page, 'plan/machines');
    const offers = page.getByRole('region', { name: '业务服务器的几种买法' });
    const environment = savedPlan(site.session)?.plan.environments[0];
    await expect.poll(() => offers.getByRole('columnheader').count()).toBe(environment?.alternatives.length);
    await offers.getByRole('columnheader', { name: '16C64G × 6' }).getByText('选用').waitFor();
    await offers
      .getByRole('row', { name: /允许的台数停机时/ })
      .getByText('78%，撑得住')
      .waitFor();
    await page.getByRole('link', { name: '预发' }).click();
    await page.waitForURL(/#\/plan\/machines\/pre-release$/);
  });

  test('a figure explains itself down to the answers, by keyboard, and leads on to other answers', async () => {
    const { page } = engineer;
    await show(page, 'plan/machines');
    const figure = page.getByRole('button', { name: '16C64G × 6' });
    await figure.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: '这个数字的来由' });
    await drawer.getByText('6 台业务服务器 = 5 台够用 + 1 台坏了顶上').waitFor();
    await drawer.getByText('规划默认值：备用机器占比').waitFor();
    await drawer.getByText('负载本身需要 5 台').first().click();
    await picture(page, 'plan-figure');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await figure.click();
    await drawer.getByRole('link', { name: '换个答案试试' }).click();
    await page.waitForURL(/what-if\/environments\.production\.availability$/);
    await drawer.waitFor({ state: 'hidden' });
    await page.getByText('现在的回答：坏任何一台，业务不停').waitFor();
  });

  test('an address that names a figure opens it', async () => {
    const { page } = engineer;
    await show(page, 'plan/overview');
    await page.goto(`${host.origin}/#/plan/figures/production.machines.worker.count`);
    await page.getByRole('dialog').getByText('6 台业务服务器').waitFor();
    await page.keyboard.press('Escape');
  });

  test('what if more people came: told with its reason, and nothing is kept', async () => {
    const { page } = engineer;
    await show(page, 'plan/what-if');
    await page.getByLabel('哪个问题').selectOption('load.concurrentUsers');
    await page.getByRole('button', { name: '看差异' }).click();
    await page.getByRole('alert').getByText('请填写另一种回答').waitFor();
    await page.getByLabel('如果是').fill('3000');
    await page.getByRole('button', { name: '看差异' }).click();
    await page.getByText('因为 同时在线人数 300 → 3000').first().waitFor();
    await picture(page, 'plan-what-if-answer');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('哪个问题').selectOption('logs.retentionDays');
    await page.getByLabel('如果是').fill('many');
    await page.getByRole('button', { name: '看差异' }).click();
    await page.getByRole('alert').getByText('logs.retentionDays').waitFor();
    expect(savedPlan(site.session)?.revision).toBe(1);
  });

  test('a variant that may not be approved is shown with its reasons', async () => {
    const { page } = engineer;
    await show(page, 'plan/what-if');
    await page.getByText('改整份需求').click();
    const editor = page.getByLabel('需求（YAML），只用来试');
    await editor.fill((await editor.inputValue()).replace('retentionDays: 184', 'retentionDays: 30'));
    await page.getByRole('button', { name: '看差异' }).click();
    const refusal = page.getByRole('alert');
    await refusal.getByText('这样的计划不能批准').waitFor();
    await picture(page, 'plan-what-if-refused');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the customer approves by name, and finds the documents to read', async () => {
    const { page } = customer;
    await page.getByRole('region', { name: '可以阅读的文档' }).getByText('端口开通清单').waitFor();
    await page.getByLabel('您的姓名').fill('周工');
    await page.getByRole('button', { name: '我批准这份计划' }).click();
    await page.getByText(/周工 于 .* 批准/).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存《决策摘要》，HTML 格式' }).click();
    expect((await saved).suggestedFilename()).toContain('决策摘要');
    await picture(page, 'customer-documents');
    expect(await axeFindings(page)).toEqual([]);
    await expect.poll(() => page.getByRole('link', { name: '默认值' }).count()).toBe(0);
  });

  test('a default is replaced with who and why; what does not fit is said beside its field; the approval is left behind', async () => {
    const { page } = engineer;
    await show(page, 'plan/defaults');
    await page.getByText(/周工 于 .* 批准/).waitFor();
    await page.getByRole('button', { name: '修改：生产可用比例（留两成应急）' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('换成').fill('7');
    await dialog.getByRole('button', { name: '保存并重新规划' }).click();
    for (const problem of ['请填 0.3 到 1 之间的数。', '请填写姓名', '请写明原因'])
      await dialog.getByRole('alert').getByText(problem).waitFor();
    await expect.poll(() => dialog.getByLabel('换成').getAttribute('aria-invalid')).toBe('true');
    await picture(page, 'plan-default-refused');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('换成').fill('0.6');
    await dialog.getByLabel('谁决定的').fill('陈工');
    await dialog.getByLabel('为什么').fill('年底促销，多留余量');
    await dialog.getByRole('button', { name: '保存并重新规划' }).click();
    await page.getByText('已重新规划，现在是第 2 版。').waitFor();
    await page.getByText('第 1 版由 周工 于').waitFor();
    await page.getByText('默认 0.8', { exact: true }).waitFor();
    await picture(page, 'plan-default-changed');
    expect(savedRequirements(site.session)?.requirements.overrides).toHaveLength(1);
    expect(savedPlan(site.session)?.approval).toBeNull();
    await page.getByRole('link', { name: '看看变了什么' }).click();
    await page.getByText('因为 生产可用比例（留两成应急） 0.8 → 0.6').waitFor();
    await picture(page, 'plan-difference');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the customer sees the approval broken, and what changed since', async () => {
    const { page, faults } = customer;
    await page.getByText('第 1 版由 周工 于').waitFor({ timeout: 15_000 });
    await page.getByText('与批准的第 1 版相比，变了什么').click();
    await page.getByText('因为 生产可用比例（留两成应急） 0.8 → 0.6').waitFor();
    await picture(page, 'customer-approval-broken');
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('put back, the first plan is there again with its approval', async () => {
    const { page, faults } = engineer;
    await show(page, 'plan/defaults');
    await page.getByRole('button', { name: '恢复默认：生产可用比例（留两成应急）' }).click();
    await page.getByText(/周工 于 .* 批准/).waitFor();
    expect(savedPlan(site.session)?.approval?.by).toBe('周工');
    // the wrong answer above was refused, and that is all
    expect(faults).toEqual([expect.stringContaining('status of 500')]);
  });

  test('a plan with blockers is refused where it would be approved, each with its reason', async () => {
    const source = readFileSync(requirements, 'utf8').replace('retentionDays: 184', 'retentionDays: 30');
    saveRequirements(site.session, source, 'requirements.yaml');
    const { page } = engineer;
    await page.reload();
    await show(page, 'plan/findings');
    await page.getByText('需求在这份计划之后改过').waitFor();
    await page.getByRole('button', { name: '重新生成' }).click();
    await page.getByRole('heading', { name: /^必须解决/ }).waitFor();
    await page.getByText('现在不能批准').waitFor();
    await picture(page, 'plan-blocked');
    await show(page, 'approve');
    await page.getByRole('heading', { name: '这份计划还不能批准' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: '我批准这份计划' }).count()).toBe(0);
    await picture(page, 'approve-blocked');
    expect(await axeFindings(page)).toEqual([]);
  });
});
