import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pagePolicy, renderPage } from '../../../main/hosts/web/page.ts';
import { PageFiles } from '../../../main/hosts/web/page-files.ts';

const outside = mkdtempSync(join(tmpdir(), 'ferryman-outside-'));
const inside = mkdtempSync(join(tmpdir(), 'ferryman-pages-'));
writeFileSync(join(outside, 'secret.js'), 'secret');
writeFileSync(join(inside, 'index.html'), '<html data-role="FERRYMAN-ROLE"><script nonce="FERRYMAN-NONCE"></script>');
writeFileSync(join(inside, 'app.js'), 'app');
writeFileSync(join(inside, 'site.ferry'), 'data');
symlinkSync(join(outside, 'secret.js'), join(inside, 'link.js'));
const files = new PageFiles(inside);
afterAll(() => {
  for (const folder of [outside, inside]) rmSync(folder, { recursive: true, force: true });
});

describe('files of the page', () => {
  test('what is on the list is read', () => {
    expect(files.read('/app.js')?.body.toString()).toBe('app');
  });

  test.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/..\\secret.js',
    '//app.js',
    '/./app.js',
    '/app.js/',
    '/link.js',
    '/site.ferry',
    '/APP.JS%00',
    '',
  ])('%j is not on it', (path) => {
    expect(files.read(path)).toBeUndefined();
  });
});

describe('the page', () => {
  const template = files.read('/index.html')?.body.toString() ?? '';

  test('carries the role and a nonce of its own each time', () => {
    const [first, second] = [renderPage(template, 'customer'), renderPage(template, 'customer')];
    expect(first.html).toContain('data-role="customer"');
    expect(first.html).not.toBe(second.html);
    const nonce = /nonce="([^"]+)"/.exec(first.html)?.[1] ?? '';
    expect(first.headers['Content-Security-Policy']).toBe(pagePolicy(nonce));
  });

  test('lets no script in but its own files', () => {
    const policy = pagePolicy('n');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|http|data:/);
  });
});
