import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerPage, origin } from '../../../main/hosts/electron/page-protocol.ts';
import { PageFiles } from '../../../main/hosts/web/page-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'ferryman-app-'));
writeFileSync(join(folder, 'index.html'), '<html data-role="FERRYMAN-ROLE" nonce="FERRYMAN-NONCE">');
writeFileSync(join(folder, 'app.js'), 'app');
const files = new PageFiles(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') => answerPage({ method, url }, files);

describe('app://', () => {
  test('the page carries its role and the same policy as on the web host', async () => {
    const page = ask(`${origin}/`);
    expect(await page.text()).toContain('data-role="engineer"');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src");
  });

  test('a file on the list is served with its type', async () => {
    const file = ask(`${origin}/app.js`);
    expect(file.headers.get('content-type')).toContain('text/javascript');
    expect(await file.text()).toBe('app');
  });

  test.each([
    `${origin}/../../etc/passwd`,
    `${origin}/%2e%2e/%2e%2e/etc/passwd`,
    `${origin}/..%5c..%5csecret`,
    `${origin}//etc/passwd`,
    `${origin}/C:/Windows/win.ini`,
    `${origin}/index.html`,
    'app://other/app.js',
    'app://ferryman.evil/app.js',
    'file:///etc/passwd',
    'app:',
    '',
  ])('%j is refused', (url) => {
    expect(ask(url).status).toBe(404);
  });

  test('nothing is posted', () => {
    expect(ask(`${origin}/app.js`, 'POST').status).toBe(404);
  });
});
