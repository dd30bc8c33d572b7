import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveRequirements } from '../../main/app/requirements.ts';
import { makePlan } from '../../main/app/site-plan.ts';
import { PageFiles, rendererDirectory } from '../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../main/hosts/web/web-host.ts';
import { sectionGroups } from '../../renderer/features/plan/sections.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';
import { browserIsMissing, enter, openBrowser, show, type Watched, watchedPage } from './browser.ts';
import { picture } from './findings.ts';

/** Ten times what the slowest part takes on two cores; a busy machine stays below it, a table drawn whole does not. */
const mostMs = 1_500;

const requirements = join(import.meta.dirname, '../../bundles/examples/online-design/requirements.yaml');

describe.skipIf(browserIsMissing !== undefined)('the plan of more than a hundred machines', () => {
  const site = temporarySite();
  let browser: Browser;
  let host: WebHost;
  let engineer: Watched;
  beforeAll(async () => {
    const source = readFileSync(requirements, 'utf8')
      .replace('concurrentUsers: 300', 'concurrentUsers: 240000')
      .replace('availability: one-machine, zone', 'availability: one-machine, workerShape: 16C64G, zone');
    saveRequirements(site.session, source, 'requirements.yaml');
    const { plan } = makePlan(site.session);
    expect(plan.environments[0]?.layout.nodes.length).toBeGreaterThan(100);
    host = await startWebHost({
      session: site.session,
      files: new PageFiles(rendererDirectory()),
      port: 0,
      hasCustomer: false,
    });
    browser = await openBrowser();
    engineer = await watchedPage(browser, 'zh');
    await enter(engineer.page, host.engineerUrl);
    await show(engineer.page, 'plan/overview');
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    site.close();
  });

  test.each(Object.values(sectionGroups).flat())('%s is drawn without a wait', async (part) => {
    const { page, faults } = engineer;
    // from the click to the second frame after it, measured inside the page
    const tookMs = await page.evaluate(async (to) => {
      const from = performance.now();
      location.hash = `#/plan/${to}`;
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      return performance.now() - from;
    }, part);
    await show(page, `plan/${part}`);
    expect(tookMs).toBeLessThan(mostMs);
    expect(faults).toEqual([]);
  });

  test('its nodes are drawn a portion at a time, and any of them is found by its name', async () => {
    const { page } = engineer;
    await show(page, 'plan/layout');
    const table = page.getByRole('region', { name: '每台机器上放什么' });
    await expect.poll(() => table.getByRole('rowheader').count()).toBe(80);
    await picture(page, 'large-layout');
    await page.getByRole('button', { name: /再显示一些/ }).click();
    await expect.poll(() => table.getByRole('rowheader').count()).toBeGreaterThan(100);
    await page.getByRole('textbox', { name: '筛选：每台机器上放什么' }).fill('worker-101');
    await table.getByRole('rowheader', { name: 'production-worker-101' }).waitFor();
    await expect.poll(() => table.getByRole('rowheader').count()).toBe(1);
  });
});
