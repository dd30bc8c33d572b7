import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importAnswers } from '../../main/app/import-answers.ts';
import { exportPage } from '../../main/app/intake.ts';
import { savedRequirements, saveRequirements } from '../../main/app/requirements.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, openProfile, type Watched, watch } from './browser.ts';
import { axeFindings, picture } from './findings.ts';

const requirements = join(import.meta.dirname, '../fixtures/planning/city-bank.yaml');

describe.skipIf(browserIsMissing !== undefined)('the offline questionnaire, opened as a file', () => {
  const site = temporarySite();
  const folder = mkdtempSync(join(tmpdir(), 'ferryman 离线 '));
  const file = join(folder, '问卷 li.html');
  let browser: BrowserContext;
  let watched: Watched;
  let page: Page;
  const open = async () => {
    browser = await openProfile(join(folder, 'profile'), 'zh');
    watched = watch(browser.pages()[0] ?? (await browser.newPage()));
    ({ page } = watched);
    await page.goto(pathToFileURL(file).href);
  };
  const card = (id: string) => page.locator(`[data-question="${id}"]`);
  beforeAll(async () => {
    saveRequirements(site.session, readFileSync(requirements, 'utf8'), 'requirements.yaml');
    writeFileSync(file, Buffer.from(exportPage(site.session, 'zh', 'li').base64, 'base64'));
    await open();
  });
  afterAll(async () => {
    await browser?.close();
    site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('asks only what this person answers, with what is known filled in', async () => {
    await expect.poll(() => page.locator('h2').allTextContents()).toEqual(['网络', '域名、时间、证书', '安全']);
    await expect.poll(() => card('network.bastion').getByRole('textbox').first().inputValue()).toBe('10.8.3.9');
    expect(await page.content()).not.toContain('concurrentUsers');
    expect(await page.locator('.bar').evaluate((bar) => getComputedStyle(bar).position)).toBe('fixed');
    await picture(page, 'offline-page-zh');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('keeps what is typed, also after the browser was closed, and marks what may be wrong', async () => {
    const bastion = card('network.bastion').getByRole('textbox').first();
    await bastion.fill('10.8.3');
    await card('network.bastion').getByText('这里要一个 IP 地址').waitFor();
    await bastion.fill('10.8.3.10');
    await card('network.mtu').getByRole('textbox').first().fill('1450');
    await card('network.apiVip').getByLabel('我不知道').check();
    await card('network.apiVip').getByLabel('该问谁（可不填）').fill('机房老周');
    await card('network.zones').getByRole('button', { name: '增加一行' }).click();
    const row = card('network.zones').getByRole('row').last();
    await row.getByRole('textbox').nth(0).fill('dmz');
    await row.getByRole('textbox').nth(2).fill('10.8.40.0/24');
    expect(watched.faults).toEqual([]);
    await browser.close();
    await open();
    await expect.poll(() => card('network.mtu').getByRole('textbox').first().inputValue()).toBe('1450');
    await expect
      .poll(() => card('network.zones').getByRole('row').last().getByRole('textbox').nth(0).inputValue())
      .toBe('dmz');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 2, name: 'Network', exact: true }).waitFor();
    await picture(page, 'offline-page-en');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
  });

  test('its file is merged with what is known, its paste code says the same', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出文件' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('answers-li.json');
    await page.getByRole('button', { name: '生成粘贴码' }).click();
    const code = await page.getByLabel('粘贴码').inputValue();
    const { session } = site;
    const file = { name: 'answers-li.json', content: readFileSync(await download.path()) };
    const result = await importAnswers(session, file);
    expect(result).toMatchObject({
      taken: ['network.zones', 'network.mtu', 'network.bastion'],
      conflicts: [],
      unknown: ['network.apiVip'],
      strangers: [],
    });
    const kept = savedRequirements(session)?.requirements.network;
    expect([kept?.mtu, kept?.bastion, kept?.zones.at(-1)?.cidr]).toEqual([1450, '10.8.3.10', '10.8.40.0/24']);
    // a mail breaks the code into lines; a letter lost is seen
    const mailed = `${code.slice(0, 40)}\r\n${code.slice(40)}\n`;
    const again = await importAnswers(session, { name: 'code', content: Buffer.from(mailed) });
    expect(again).toMatchObject({ taken: [], conflicts: [] });
    const damaged = importAnswers(session, { name: 'code', content: Buffer.from(code.slice(0, 50) + code.slice(51)) });
    await expect(damaged).rejects.toMatchObject({ code: 'REQ_E0009' });
    expect(watched.faults).toEqual([]);
  });
});
