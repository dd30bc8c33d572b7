import type { Page } from 'playwright-core';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Printer } from '../../ports/printer.ts';
import { findBrowser } from './find-browser.ts';
import { withPage } from './shared-browser.ts';

const limitMs = 60_000;

/** Prints with the Chromium of this computer: started without a shell, in a profile of its own that is thrown away. */
export const browserPrinter: Printer = {
  find: () => findBrowser(process.platform, process.env),
  async print(html, at, signal) {
    const program = findBrowser(process.platform, process.env);
    if (program === undefined) throw new FerrymanError('DOC_E0001');
    return withoutClock(await withPage(program, (page) => printed(page, html), { length: html.length, signal }), at);
  },
};

async function printed(page: Page, html: string): Promise<Buffer> {
  try {
    page.setDefaultTimeout(limitMs);
    // a document of its own: the policy of the one before would forbid this one's style
    await page.goto('about:blank');
    await page.setContent(onPaperOnly(html), { waitUntil: 'load' });
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true, tagged: true });
  } catch (cause) {
    throw new FerrymanError('DOC_E0002', { detail: String(cause).slice(0, 2_000) }, { cause });
  }
}

/** Nobody sees it on a screen, and laying it out for one took a third of the time. The class is in the documents' style sheet. */
function onPaperOnly(html: string): string {
  return html.replace('<html ', '<html class="on-paper-only" ');
}

/** The time of day is written over in place, so that nothing in the file moves. */
function withoutClock(pdf: Buffer, at: string): Uint8Array {
  const stamp = at.replace(/\D/g, '').slice(0, 14);
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, `/$1 (D:${stamp}`);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
