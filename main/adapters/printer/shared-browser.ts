import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

const startLimitMs = 30_000;

interface Opened {
  readonly program: string;
  readonly folder: string;
  readonly context: Promise<BrowserContext>;
  users: number;
  /** Ends with the newest piece of work; the next begins then. */
  turn: Promise<unknown>;
}

let opened: Opened | undefined;

/**
 * Lends a page of a browser of this program to `work`, one after another: a page that has printed knows its fonts, and prints
 * the next in half the time. Started for the first who needs one, and ended with its profile when the last is done or left.
 * DOC_E0002 when it does not start; the signal's reason.
 */
export async function withPage<Result>(
  program: string,
  work: (page: Page) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  // without waiting: eight documents asked for at once share one browser
  if (opened?.program !== program) opened = start(program);
  const mine = opened;
  mine.users += 1;
  try {
    const result = mine.turn.then(() => onPage(mine.context, work));
    mine.turn = result.catch(() => undefined);
    return await orLeft(result, signal);
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      if (opened === mine) opened = undefined;
      const ended = end(mine);
      // who leaves does not wait for a browser that may never have started
      if (signal?.aborted !== true) await ended;
    }
  }
}

/** A page that failed at something is not trusted with the next. */
async function onPage<Result>(
  opening: Promise<BrowserContext>,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await opening;
  const page = context.pages()[0] ?? (await context.newPage());
  try {
    return await work(page);
  } catch (error) {
    await page.close().catch(() => undefined);
    throw error;
  }
}

function orLeft<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}

function start(program: string): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-print-'));
  return { program, folder, context: launch(program, folder), users: 0, turn: Promise.resolve() };
}

async function launch(program: string, folder: string): Promise<BrowserContext> {
  // large, and needed only by who prints
  const { chromium } = await import('playwright-core');
  // Chromium refuses its sandbox to root; the page is ours, without script, and may load nothing
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  try {
    return await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: program,
      chromiumSandbox: !isRoot,
      javaScriptEnabled: false,
      offline: true,
      timeout: startLimitMs,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (cause) {
    throw new FerrymanError('DOC_E0002', { detail: startFailure(cause) }, { cause });
  }
}

/** What the browser said; the driver's own lines around it help nobody. */
function startFailure(cause: unknown): string {
  const said = cause instanceof Error ? cause.message : String(cause);
  const lines = [...said.matchAll(/\[err\] (.+)/g)].map(([, line]) => line);
  return (lines.length > 0 ? lines.join(' ') : (said.split('\n')[0] ?? '')).slice(0, 2_000);
}

async function end({ context, folder }: Opened): Promise<void> {
  await context.then(
    (one) => one.close(),
    () => undefined,
  );
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
