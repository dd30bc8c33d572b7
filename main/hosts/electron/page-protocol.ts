import { renderPage, safeHeaders } from '../web/page.ts';
import type { PageFiles } from '../web/page-files.ts';

export const origin = 'app://ferryman';

/** What `app://ferryman/…` answers: the page and the files on its list, and nothing else on this computer. */
export function answerPage({ method, url }: Pick<Request, 'method' | 'url'>, files: PageFiles): Response {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (method !== 'GET' || parsed === undefined || `${parsed.protocol}//${parsed.host}` !== origin) return refused();
  const { pathname } = parsed;
  if (pathname === '/') {
    const template = files.read('/index.html');
    if (template === undefined) return refused();
    const { html, headers } = renderPage(template.body.toString('utf8'), 'engineer');
    return new Response(html, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });
  }
  const file = pathname === '/index.html' ? undefined : files.read(pathname);
  if (file === undefined) return refused();
  return new Response(new Uint8Array(file.body), { headers: { ...safeHeaders, 'Content-Type': file.contentType } });
}

function refused(): Response {
  return new Response('not found', { status: 404, headers: { ...safeHeaders } });
}
