import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Printer } from '../../ports/printer.ts';
import { findBrowser } from './find-browser.ts';

const limitMs = 60_000;
const errorTextLimit = 2_000;

/** Prints with the Chromium of this computer: started without a shell, in a profile of its own that is thrown away. */
export const browserPrinter: Printer = {
  find: () => findBrowser(process.platform, process.env),
  async print(html, at, signal) {
    const browser = findBrowser(process.platform, process.env);
    if (browser === undefined) throw new FerrymanError('DOC_E0001');
    const folder = await mkdtemp(join(tmpdir(), 'ferryman-print-'));
    try {
      const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
      await writeFile(page, html);
      const said = await run(browser, argumentsFor(folder, page, pdf), signal);
      const content = await readFile(pdf).catch(() => undefined);
      if (content === undefined) throw new FerrymanError('DOC_E0002', { detail: said || 'it wrote no file' });
      return withoutClock(content, at);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  },
};

function argumentsFor(folder: string, page: string, pdf: string): string[] {
  // Chromium refuses its sandbox to root; the page is ours, without script, and may load nothing
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pdf-header-footer',
    ...(isRoot ? ['--no-sandbox'] : []),
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
}

/** What it wrote on its error channel; rejects when it does not end in time, cannot start, or is no longer wanted. */
function run(browser: string, args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // a group of its own: what is often a starting script takes its children with it
  const child = spawn(browser, [...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let said = '';
  const stop = (reason: unknown) => {
    end(child);
    reject(reason);
  };
  const timer = setTimeout(
    () => stop(new FerrymanError('DOC_E0002', { detail: `not done within ${limitMs / 1000} s` })),
    limitMs,
  );
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  child.stderr.on('data', (part: Buffer) => {
    said = (said + part.toString('utf8')).slice(-errorTextLimit);
  });
  child.on('error', (cause) => reject(new FerrymanError('DOC_E0002', { detail: cause.message }, { cause })));
  child.on('close', () => resolve(said.trim()));
  if (signal?.aborted) onAbort();
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it ended by itself meanwhile
  }
}

/** The time of day is written over in place, so that nothing in the file moves. */
function withoutClock(pdf: Buffer, at: string): Uint8Array {
  const stamp = at.replace(/\D/g, '').slice(0, 14);
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, `/$1 (D:${stamp}`);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
