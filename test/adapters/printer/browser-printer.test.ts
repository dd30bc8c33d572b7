import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
  const writes = `for one in "$@"; do case "$one" in --print-to-pdf=*) pdf="\${one#--print-to-pdf=}";; esac; done`;

  it('takes the browser named, gives it a profile of its own, and leaves nothing behind', async () => {
    vi.stubEnv(
      'FERRYMAN_BROWSER',
      browser(`${writes}\nprintf "%%PDF-1.4 /CreationDate (D:20300101000000+00) $*" > "$pdf"`),
    );
    const pdf = Buffer.from(await browserPrinter.print('<p>x</p>', at)).toString();
    expect(pdf).toContain('/CreationDate (D:20261120080000');
    expect(pdf).toContain('--user-data-dir=');
    expect(readdirSync(folder)).toEqual(['chromium']);
  });

  it('says what the browser said when it wrote nothing', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', browser('echo "no display" >&2; exit 1'));
    await expect(browserPrinter.print('', at)).rejects.toThrow(/DOC_E0002.*no display/);
  });

  it('ends the browser and its children when it is no longer wanted', async () => {
    vi.stubEnv('FERRYMAN_BROWSER', browser('sleep 60 & wait'));
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(new Error('left')), 100);
    await expect(browserPrinter.print('', at, leaving.signal)).rejects.toThrow('left');
    expect(readdirSync(folder)).toEqual(['chromium']);
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
