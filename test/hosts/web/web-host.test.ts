import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageFiles } from '../../../main/hosts/web/page-files.ts';
import { startWebHost, type WebHost } from '../../../main/hosts/web/web-host.ts';
import { temporarySite } from './temporary-site.ts';

const { session, close } = temporarySite();
let host: WebHost;
beforeAll(async () => {
  host = await startWebHost({ session, files: new PageFiles('nowhere'), port: 0, hasCustomer: true });
});
afterAll(async () => {
  await host.close();
  close();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As raw as it gets: fetch would not let a test send a foreign Host or Origin. */
function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  const { hostname, port, host: own } = new URL(host.origin);
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { host: own, ...headers } }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const overview = '/rpc/site/overview';
const fromUs = () => ({ origin: host.origin, 'content-type': 'application/json' });
const tokenOf = (url: string | undefined) => new URL(url ?? '').hash.slice(1);

describe('the way in', () => {
  test('without a cookie there is the entry page, and no procedure answers', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('/enter.js');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await ask(overview, fromUs(), '{}')).status).toBe(401);
  });

  test('a wrong token is refused and does not spend the right one; the right one works once', async () => {
    expect((await ask('/enter', fromUs(), 'wrong')).status).toBe(401);
    expect((await ask('/enter', fromUs(), 'x'.repeat(5_000))).status).toBe(401);
    expect((await ask('/enter', fromUs(), tokenOf(host.customerUrl))).status).toBe(401);
    const entered = await ask('/enter', fromUs(), tokenOf(host.engineerUrl));
    expect(entered.status).toBe(204);
    const [setCookie] = entered.headers['set-cookie'] as string[];
    expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = setCookie?.split(';')[0] ?? '';
    expect((await ask(overview, { ...fromUs(), cookie }, '{}')).status).toBe(200);
    expect((await ask('/enter', fromUs(), tokenOf(host.engineerUrl))).status).toBe(401);
    // the engineer's cookie opens nothing of the customer's, and the other way round
    expect((await ask(`/customer${overview}`, { ...fromUs(), cookie }, '{}')).status).toBe(401);
    const asCustomer = await ask('/customer/enter', fromUs(), tokenOf(host.customerUrl));
    const customerCookie = (asCustomer.headers['set-cookie'] as string[])[0]?.split(';')[0] ?? '';
    expect((await ask(overview, { ...fromUs(), cookie: customerCookie }, '{}')).status).toBe(401);
    expect((await ask(`/customer${overview}`, { ...fromUs(), cookie: customerCookie }, '{}')).status).toBe(200);
  });
});

describe('whoever asks from elsewhere', () => {
  test.each([
    ['another host name (rebinding)', { host: 'evil.example' }],
    ['localhost by name', { host: 'localhost' }],
    ['a foreign page', { origin: 'http://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a foreign image or script', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('%s is refused', async (_, headers: Record<string, string>) => {
    expect((await ask('/', headers)).status).toBe(403);
  });

  test('a call that changes something needs an origin', async () => {
    expect((await ask('/enter', {}, 'x')).status).toBe(403);
  });

  test('only this computer is listened to', () => {
    expect(new URL(host.origin).hostname).toBe('127.0.0.1');
  });
});
