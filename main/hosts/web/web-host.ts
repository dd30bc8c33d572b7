import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { router } from '../../app/router.ts';
import type { SiteSession } from '../../app/site-session.ts';
import { Entrance } from './entrance.ts';
import { entryPage, entryScript, entryStyle } from './entry-page.ts';
import { renderPage, safeHeaders } from './page.ts';
import type { PageFiles } from './page-files.ts';
import { readSmallBody } from './read-small-body.ts';
import { refusalOf } from './request-guard.ts';

export interface WebHostOptions {
  readonly session: SiteSession;
  readonly files: PageFiles;
  /** 0 = any free one. */
  readonly port: number;
  /** Also opens the entrance of the customer's staff. */
  readonly hasCustomer: boolean;
}

export interface WebHost {
  readonly origin: string;
  readonly engineerUrl: string;
  readonly customerUrl: string | undefined;
  close(): Promise<void>;
}

/** A workbook of 20 MB, as base64. */
const maxBodySize = 30 * 1024 * 1024;
const entryPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** Serves one site on the loopback interface: the page, and the contract's procedures behind it. */
export async function startWebHost({ session, files, port, hasCustomer }: WebHostOptions): Promise<WebHost> {
  const rpc = new RPCHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize })] });
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) send(response, 500, 'text/plain', 'failed');
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const origin = `http://127.0.0.1:${bound}`;
  const engineer = new Entrance('engineer', bound);
  const customer = hasCustomer ? new Entrance('customer', bound) : undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request, origin);
    if (refusal !== undefined) return send(response, 403, 'text/plain', refusal);
    const { pathname } = new URL(request.url ?? '/', origin);
    const entrance = pathname.startsWith('/customer/') ? customer : engineer;
    if (entrance === undefined) return send(response, 404, 'text/plain', 'not found');
    const path = `/${pathname.slice(entrance.base.length)}`;
    const isInside = entrance.isInside(request.headers.cookie);
    if (path.startsWith('/rpc/')) {
      if (!isInside) return send(response, 401, 'text/plain', 'no session');
      for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
      const prefix = `${entrance.base}rpc` as const;
      const { matched } = await rpc.handle(request, response, { prefix, context: { session, role: entrance.role } });
      if (!matched) send(response, 404, 'text/plain', 'not found');
      return;
    }
    if (path === '/enter' && request.method === 'POST') {
      const cookie = entrance.exchange(await readSmallBody(request));
      if (cookie === undefined) return send(response, 401, 'text/plain', 'token refused');
      return send(response, 204, 'text/plain', '', { 'Set-Cookie': cookie });
    }
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'not allowed');
    if (path === '/') return isInside ? sendPage(response, entrance) : sendEntry(response);
    if (path === '/enter.js') return send(response, 200, 'text/javascript; charset=utf-8', entryScript);
    if (path === '/enter.css') return send(response, 200, 'text/css; charset=utf-8', entryStyle);
    const file = pathname === '/index.html' ? undefined : files.read(pathname);
    if (file === undefined) return send(response, 404, 'text/plain', 'not found');
    send(response, 200, file.contentType, file.body, { 'Cache-Control': 'private, max-age=3600' });
  }

  function sendPage(response: ServerResponse, { role }: Entrance): void {
    const template = files.read('/index.html')?.body.toString('utf8') ?? 'not built: npm run build';
    const { html, headers } = renderPage(template, role);
    send(response, 200, 'text/html; charset=utf-8', html, headers);
  }

  return {
    origin,
    engineerUrl: `${origin}/#${engineer.token}`,
    customerUrl: customer === undefined ? undefined : `${origin}/customer/#${customer.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendEntry(response: ServerResponse): void {
  send(response, 200, 'text/html; charset=utf-8', entryPage, { 'Content-Security-Policy': entryPolicy });
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...safeHeaders, 'Content-Type': contentType, ...headers }).end(body);
}
