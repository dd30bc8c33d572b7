import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));

/** Why there is no browser to test in; undefined when there is one. */
export const browserIsMissing = executablePath === undefined ? 'Chromium is not installed' : undefined;

const launch = {
  executablePath: executablePath ?? '',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const looks = (language: 'zh' | 'en') => ({
  locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  viewport: { width: 1360, height: 900 },
  colorScheme: 'light' as const,
});

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch(launch);
}

/** A browser with a person's profile in `folder`: what its pages keep is still there when it is opened again. */
export async function openProfile(folder: string, language: 'zh' | 'en'): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(folder, { ...launch, ...looks(language) });
}

export interface Watched {
  readonly page: Page;
  readonly faults: readonly string[];
}

/** A page that notes what must not happen: faults, refused loads, requests that leave this computer. */
export async function watchedPage(browser: Browser, language: 'zh' | 'en'): Promise<Watched> {
  return watch(await (await browser.newContext(looks(language))).newPage());
}

export function watch(page: Page): Watched {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = url.hostname === '127.0.0.1' || ['blob:', 'data:', 'about:', 'file:'].includes(url.protocol);
    if (!isLocal) faults.push(`left this computer: ${request.url()}`);
  });
  return { page, faults };
}

/** Enters by the printed address and waits for the app. */
export async function enter(page: Page, url: string | undefined): Promise<void> {
  await page.goto(url ?? '');
  await page.locator('.settings').waitFor();
}

export async function show(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, route);
  const [stage, part] = route.split('/');
  await page.locator(`.rail a[href="#/${stage}"][aria-current=page]`).waitFor();
  if (part !== undefined) await page.locator(`.section-nav a[href="#/${stage}/${part}"][aria-current=page]`).waitFor();
  await page.locator('main h1').waitFor();
}

/** Chooses language and theme the way a person does. */
export async function look(page: Page, language: 'zh' | 'en', theme: 'light' | 'dark'): Promise<void> {
  await page
    .locator('.settings')
    .getByText(language === 'zh' ? '中文' : 'English')
    .click();
  const now = await page.evaluate(() => document.documentElement.dataset.theme);
  if (now !== theme) await page.locator('.settings .icon-button').click();
  await page
    .locator(`:root[data-theme=${theme}][lang=${language === 'zh' ? 'zh-CN' : 'en'}]`)
    .waitFor({ state: 'attached' });
  // colours move for a moment; what is measured is where they come to rest
  await page.mouse.move(0, 0);
  await page.waitForTimeout(250);
}
