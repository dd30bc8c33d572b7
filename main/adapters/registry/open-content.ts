import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { OpenedContent } from '../../ports/image-registry.ts';
import type { HttpResponse } from './http-client.ts';

/** Asks for the rest of something; nothing where all of it is wanted. */
export function rangeFrom(offset: number): Record<string, string> {
  // a compressed answer would have other bytes at other places
  const identity = { 'accept-encoding': 'identity' };
  return offset === 0 ? identity : { ...identity, range: `bytes=${offset}-` };
}

/** The content of an answer to such a question: 206 goes on where asked, 200 starts over, 416 means it is shorter than that. */
export async function openContent(response: HttpResponse, offset: number, source: string): Promise<OpenedContent> {
  if (response.status === 206) {
    const start = /^bytes (\d+)-/.exec(response.header('content-range') ?? '')?.[1];
    if (Number(start) !== offset) {
      await response.drop();
      throw new FerrymanError('SOURCE_E0005', { source, detail: 'another range than the one asked for' });
    }
    return { offset, content: response.content() };
  }
  if (response.status === 416 || response.status === 401) {
    await response.drop();
    throw new FerrymanError('SOURCE_E0005', { source, detail: `HTTP ${response.status}` });
  }
  return { offset: 0, content: response.content() };
}
