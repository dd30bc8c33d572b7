import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

const startLimitMs = 30_000;

/** One renderer uses one core: on two of them the second page took the set of one plan from 12.1 to 7.8 s. */
const pagesAtOnce = 2;

interface Opened {
  readonly program: string;
  readonly folder: string;
  readonly context: Promise<BrowserContext>;
  users: number;
  working: number;
  readonly waiting: Waiting[];
  readonly idle: Page[];
}

interface Waiting {
  readonly length: number;
  readonly begin: () => Promise<void>;
}

interface Asked {
  /** How long the piece of work is, in any unit: the longest begins first, so that it is not what all wait for at the end. */
  readonly length: number;
  readonly signal?: AbortSignal | undefined;
}

let opened: Opened | undefined;

/**
 * Lends a page of a browser of this program to `work`: a page that has printed knows its fonts, and prints the next in half the
 * time. Started for the first who needs one, and ended with its profile when the last is done or left. DOC_E0002 when it does
 * not start; the signal's reason.
 */
export async function withPage<Result>(
  program: string,
  work: (page: Page) => Promise<Result>,
  asked: Asked,
): Promise<Result> {
  // without waiting: eight documents asked for at once share one browser
  if (opened?.program !== program) opened = start(program);
  const mine = opened;
  mine.users += 1;
  try {
    return await orLeft(inTurn(mine, work, asked), asked.signal);
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      if (opened === mine) opened = undefined;
      const ended = end(mine);
      // who leaves does not wait for a browser that may never have started
      if (asked.signal?.aborted !== true) await ended;
    }
  }
}

function inTurn<Result>(
  mine: Opened,
  work: (page: Page) => Promise<Result>,
  { length, signal }: Asked,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const begin = async () => {
    if (signal?.aborted !== true) await onPage(mine, work).then(resolve, reject);
  };
  mine.waiting.push({ length, begin });
  mine.context.then(() => beginLongest(mine), reject);
  return promise;
}

function beginLongest(mine: Opened): void {
  while (mine.working < pagesAtOnce) {
    const longest = mine.waiting.toSorted((one, other) => other.length - one.length)[0];
    if (longest === undefined) return;
    mine.waiting.splice(mine.waiting.indexOf(longest), 1);
    mine.working += 1;
    void longest.begin().finally(() => {
      mine.working -= 1;
      beginLongest(mine);
    });
  }
}

/** A page that failed at something is not trusted with the next. */
async function onPage<Result>({ context, idle }: Opened, work: (page: Page) => Promise<Result>): Promise<Result> {
  const page = idle.pop() ?? (await (await context).newPage());
  try {
    const result = await work(page);
    idle.push(page);
    return result;
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
  return { program, folder, context: launch(program, folder), users: 0, working: 0, waiting: [], idle: [] };
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
