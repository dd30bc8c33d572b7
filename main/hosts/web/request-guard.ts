import type { IncomingMessage } from 'node:http';

/** Why a request is not answered at all; undefined = it may come from our own page. Stops rebinding and foreign pages. */
export function refusalOf(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  origin: string,
): string | undefined {
  if (headers.host !== new URL(origin).host) return 'wrong host';
  if (headers.origin !== undefined && headers.origin !== origin) return 'wrong origin';
  const isReading = method === 'GET' || method === 'HEAD';
  if (!isReading && headers.origin === undefined) return 'origin missing';
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  // a link elsewhere may lead to the page, which holds nothing yet; nothing else may be asked for from outside
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' ? undefined : 'foreign page';
}
