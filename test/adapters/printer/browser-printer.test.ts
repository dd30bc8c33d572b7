import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserPrinter } from '../../../main/adapters/printer/browser-printer.ts';
import { findBrowser } from '../../../main/adapters/printer/find-browser.ts';

const at = '2026-11-20T08:00:00.000Z';
let folder: string;

/** A stand-in that says and does what a browser would. */
function browser(script: string): string {
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'printer-test-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('printing', () => {
  it.skipIf(findBrowser(process.platform, process.env) === undefined)(
    'prints side by side in one browser, the same bytes each time, and leaves nothing behind',
    async () => {
      const page = (words: string) => `<!doctype html><style>@page{size:A4}</style><h1>${words}</h1>`;
      const print = (words: string) => browserPrinter.print(page(words), at);
      const [one, two] = await Promise.all([print('摆渡'), print('another')]);
      const again = await print('摆渡');
      const text = Buffer.from(one).toString('latin1');
      expect(text.slice(0, 5)).toBe('%PDF-');
      expect(text).toContain('/CreationDate (D:20261120080000');
      expect(Buffer.compare(one, again)).toBe(0);
      expect(Buffer.compare(one, two)).not.toBe(0);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.skipIf(findBrowser(process.platform, process.env) === undefined)(
    'prints each document under its own policy, whatever was printed before it',
    async () => {
      const page = (style: string) => {
        const hash = createHash('sha256').update(style).digest('base64');
        return `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'"><style>${style}</style><p>words</p>`;
      };
      const pages = ['p { font-size: 9pt }', 'p { font-size: 40pt }', 'p { font-size: 90pt }'].map(page);
      const together = await Promise.all(pages.map((html) => browserPrinter.print(html, at)));
      const alone: Uint8Array[] = [];
      for (const html of pages) alone.push(await browserPrinter.print(html, at));
      expect(together.map((pdf, index) => Buffer.compare(pdf, alone[index] ?? Buffer.from('')))).toEqual([0, 0, 0]);
    },
  );

  it('starts one browser for all who ask at once', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', browser(`echo started >> "${folder}/count"; exit 1`));
    await Promise.allSettled(['a', 'b', 'c'].map((words) => browserPrinter.print(words, at)));
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('started\n');
  });

  it('says what the browser said when it did not start', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', browser('echo "no display" >&2; exit 1'));
    await expect(browserPrinter.print('', at)).rejects.toThrow(/DOC_E0002.*no display/);
    expect(readdirSync(folder)).toEqual(['chromium']);
  });

  it('lets go at once when it is no longer wanted', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', browser('exec sleep 2'));
    const leaving = new AbortController();
    const print = browserPrinter.print('', at, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(print).rejects.toThrow('left');
  });

  it('has one clear answer where there is no browser', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', join(folder, 'nothing'));
    expect(browserPrinter.find()).toBeUndefined();
    await expect(browserPrinter.print('', at)).rejects.toMatchObject({ code: 'DOC_E0001' });
  });

  it('finds one on the path, by any of its names', () => {
    const path = browser('');
    expect(findBrowser('linux', { PATH: `/nowhere:${folder}` })).toBe(path);
    expect(findBrowser('linux', { PATH: '/nowhere' })).toBeUndefined();
  });
});
