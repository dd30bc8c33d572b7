import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { collected } from '../requirements/collected.ts';
import { answerCellOf } from '../requirements/workbook-cells.ts';
import { browserIsMissing, enter, look, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const requirements = join(import.meta.dirname, '../fixtures/planning/city-bank.yaml');

describe.skipIf(browserIsMissing !== undefined)('the guided questionnaire', () => {
  const site = temporarySite();
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-e2e-'));
  let browser: Browser;
  let host: WebHost;
  let watched: Watched;
  let page: Page;
  const card = (id: string) => page.locator(`[data-question="${id}"]`);
  const field = (id: string) => card(id).getByRole('textbox').first();
  const network = () => savedRequirements(site.session)?.requirements.network;
  beforeAll(async () => {
    const files = new PageFiles(rendererDirectory());
    host = await startWebHost({ session: site.session, files, port: 0, hasCustomer: false });
    browser = await openBrowser();
    watched = await watchedPage(browser, 'zh');
    ({ page } = watched);
    await enter(page, host.engineerUrl);
    await show(page, 'requirements');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('on a site nobody has answered anything for, the first answer is kept when its field is left', async () => {
    await card('site.name').waitFor();
    await picture(page, 'questionnaire-empty-zh-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^网络/ }).click();
    await field('network.bastion').fill('10.20.0');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('10.20.0 不是一个 IPv4 地址').waitFor();
    expect(network()).toBeUndefined();
    await picture(page, 'questionnaire-wrong-zh-light');
    await field('network.bastion').fill('10.20.0.9');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('已保存').waitFor();
    expect(network()?.bastion).toBe('10.20.0.9');
  });

  test('a table is kept when it is left, and a row half written is named', async () => {
    const zones = card('network.zones');
    await zones.getByRole('button', { name: '增加一行' }).click();
    await zones.getByLabel('第 1 行，网段代号').fill('prod');
    await field('network.bastion').focus();
    await zones.getByText('没有填写，必须填写').waitFor();
    await zones.getByLabel('第 1 行，网段', { exact: true }).fill('10.20.1.0/24');
    await field('network.bastion').focus();
    await zones.getByText('已保存').waitFor();
    expect(network()?.zones).toMatchObject([{ name: 'prod', cidr: '10.20.1.0/24' }]);
    await zones.getByRole('button', { name: '增加一行' }).click();
    await zones.getByLabel('第 2 行，网段代号').fill('dmz');
    await zones.getByLabel('第 2 行，网段', { exact: true }).fill('10.20.2.0/24');
    await field('network.bastion').focus();
    await expect.poll(() => network()?.zones.length).toBe(2);
    await zones.getByRole('button', { name: '删除第 2 行' }).click();
    await expect.poll(() => network()?.zones.length).toBe(1);
  });

  test('a contact says with boxes what they answer, and becomes an owner', async () => {
    await page.getByRole('button', { name: /^总体架构/ }).click();
    const contacts = card('contacts');
    await contacts.getByRole('button', { name: '增加一行' }).click();
    await contacts
      .getByLabel(/^第 1 行，.*编号|^第 1 行，.*代号/)
      .first()
      .fill('wang');
    await contacts.getByLabel('第 1 行，姓名').fill('王工');
    await contacts.getByRole('combobox').first().selectOption({ index: 2 });
    await contacts.getByRole('checkbox', { name: '网络' }).check();
    await contacts.getByRole('checkbox', { name: '安全' }).check();
    await picture(page, 'questionnaire-contacts-zh-light');
    await field('site.name').focus();
    await contacts.getByText('已保存').waitFor();
    await page.getByRole('button', { name: /^网络\s*王工/ }).waitFor();
    await page.getByRole('button', { name: /^网络/ }).click();
  });

  test('“I don’t know” is kept with whom to ask; a choice is kept at once', async () => {
    const balancer = card('network.loadBalancer');
    await balancer.getByLabel('我不知道').check();
    await balancer.getByLabel('该问谁（可不填）').fill('机房老周');
    await page.keyboard.press('Tab');
    await page.reload();
    await page.getByRole('button', { name: /^网络/ }).click();
    await expect.poll(() => balancer.getByLabel('该问谁（可不填）').inputValue()).toBe('机房老周');
    await balancer.getByRole('combobox').selectOption('HAProxy + keepalived');
    await expect.poll(() => network()?.loadBalancer).toBe('keepalived');
    await balancer.getByLabel('我不知道').waitFor({ state: 'detached' });
    await field('network.bastion').fill('');
    await page.keyboard.press('Tab');
    await expect.poll(() => network()?.bastion).toBeUndefined();
  });

  test('a workbook goes out, comes back wrong, comes back with another answer, and somebody chooses', async () => {
    saveRequirements(site.session, readFileSync(requirements, 'utf8'), 'requirements.yaml');
    await page.reload();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出工作簿' }).click();
    const out = readFileSync(await (await saved).path());
    const returned = async (name: string, fill: (book: Workbook) => void) => {
      const book = new Workbook();
      await book.xlsx.load(out);
      fill(book);
      const path = join(folder, name);
      writeFileSync(path, Buffer.from(await book.xlsx.writeBuffer()));
      return path;
    };
    const chooser = page.getByLabel('导入交回的文件');
    await chooser.setInputFiles(
      await returned('wrong.xlsx', (book) => {
        answerCellOf(book, 'network.zones', { row: 0, column: 'cidr' }).value = '10.0.0.0/33';
      }),
    );
    await page.getByRole('alert').getByText('10.0.0.0/33 不是一个网段').waitFor();
    await picture(page, 'questionnaire-refused-zh-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^网络/ }).click();
    await field('network.bastion').fill('10.8.3.20');
    await page.keyboard.press('Tab');
    await card('network.bastion').getByText('已保存').waitFor();
    await chooser.setInputFiles(
      await returned('other.xlsx', (book) => {
        answerCellOf(book, 'network.bastion').value = '10.8.3.30';
        answerCellOf(book, 'network.mtu').value = 1450;
        answerCellOf(book, 'network.zones', { row: 0, column: 'gateway' }).value = '10.8.17.253';
      }),
    );
    const dialog = page.getByRole('dialog');
    await dialog.getByText('10.8.3.20').waitFor();
    await dialog.getByText('10.8.3.30').waitFor();
    await picture(page, 'conflict-zh-light');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await look(page, 'en', 'dark');
    await page.getByRole('button', { name: 'Settle conflicts (1)' }).click();
    await dialog.getByText('10.8.3.30').waitFor();
    await picture(page, 'conflict-en-dark');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await look(page, 'zh', 'light');
    await page.getByRole('button', { name: '处理冲突（1）' }).click();
    await dialog.getByRole('button', { name: '采用交回的' }).click();
    await expect.poll(() => network()?.bastion).toBe('10.8.3.30');
    await dialog.getByText('冲突都已处理').waitFor();
    await picture(page, 'conflict-settled-zh-light');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect([network()?.mtu, network()?.zones[0]?.gateway]).toEqual([1450, '10.8.17.253']);
    await card('network.bastion')
      .getByText(/工作簿/)
      .waitFor();
  });

  test('an offline page goes to a contact; a paste code that lost a letter is refused', async () => {
    const saved = page.waitForEvent('download');
    await page.getByLabel('给谁').selectOption('li');
    await page.getByRole('button', { name: '导出离线问卷' }).click();
    expect((await saved).suggestedFilename()).toBe('questions-li.html');
    await page.getByRole('button', { name: '粘贴码' }).click();
    const dialog = page.getByRole('dialog', { name: '粘贴码' });
    await dialog.getByLabel('粘贴码').fill('FM1.pabcdef.00000000');
    await dialog.getByRole('button', { name: /导\s*入/ }).click();
    await page.getByRole('alert').getByText('不是可导入的回答').waitFor();
  });

  test('facts a customer collected name a new machine', async () => {
    const path = join(folder, 'facts.txt');
    writeFileSync(path, collected());
    await page.getByLabel('导入采集结果').setInputFiles(path);
    await page.getByText('node-1：新机器').waitFor();
    await page
      .getByText(/方案已重新生成：草稿 r\d/)
      .last()
      .waitFor();
    await page.getByText('有哪些不同').last().click();
    await picture(page, 'facts-replanned-zh-light');
    await page.getByRole('rowheader', { name: 'node-1' }).waitFor();
  });

  test.each([
    ['zh', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('axe finds nothing (%s, %s)', async (language, theme) => {
    await look(page, language, theme);
    for (const section of language === 'zh' ? ['服务器', '网络'] : ['Servers', 'Network', 'Application']) {
      await page.getByRole('button', { name: new RegExp(`^${section}`) }).click();
      await picture(page, `questionnaire-${section}-${language}-${theme}`);
      // wide tables scroll by themselves, the page does not
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
        .toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  test('nothing failed but what was refused on purpose', () => {
    expect(watched.faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
  });
});
