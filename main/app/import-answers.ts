import { inflateRawSync } from 'node:zlib';
import type { ImportResult, IntakeResult } from '../contract/intake.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { ReturnedAnswers, type Way } from '../model/intake/answers.ts';
import { crc32 } from '../requirements/page/checksum.ts';
import { readWorkbook } from '../requirements/workbook/read-workbook.ts';
import { planAnew } from './plan-anew.ts';
import type { SiteSession } from './site-session.ts';
import { type ConflictChoice, resolveConflict, takeAnswers } from './take-answers.ts';

export interface AnswerFile {
  readonly name: string;
  readonly content: Uint8Array;
}
const mostText = 5 * 2 ** 20;

/**
 * A returned workbook, the file of an offline questionnaire, or its paste code: recognised by what is in it. What it changed
 * makes a new draft of the plan. `choice` is taken in every conflict; without it they wait for somebody to choose.
 */
export async function importAnswers(
  session: SiteSession,
  file: AnswerFile,
  choice?: ConflictChoice['choice'],
): Promise<ImportResult> {
  const result = await takeFile(session, file);
  const settled = choice === undefined ? [] : result.conflicts;
  for (const { question, row } of settled)
    resolveConflict(session, { question, row, choice: choice ?? 'known', by: session.operator });
  const isNew = result.taken.length > 0 || (choice === 'incoming' && settled.length > 0);
  return { ...result, settled: settled.length, plan: isNew ? planAnew(session) : null };
}

async function takeFile(session: SiteSession, { name, content }: AnswerFile): Promise<IntakeResult> {
  const isZip = content[0] === 0x50 && content[1] === 0x4b;
  if (isZip) return await importWorkbook(session, { name, content });
  if (content.length > mostText) throw new FerrymanError('REQ_E0009', { file: name, detail: 'larger than 5 MiB' });
  const text = decode(content, name).trim();
  const isCode = /^FM1\./.test(text);
  const returned = isCode ? readCode(text, name) : readFile(text, name);
  return take(session, { name, returned, way: isCode ? 'code' : 'page' });
}

async function importWorkbook(session: SiteSession, { name, content }: AnswerFile): Promise<IntakeResult> {
  const sheets = await session.readWorkbook(content, name);
  const workbook = readWorkbook(sheets, name);
  if (workbook === undefined)
    throw new FerrymanError('REQ_E0009', { file: name, detail: 'it was not exported by Ferryman' });
  const { returned, placeOf, strangers } = workbook;
  return take(session, { name, returned, way: 'workbook', placeOf, strangers });
}

type Back = Pick<Parameters<typeof takeAnswers>[1], 'placeOf' | 'strangers'> & {
  name: string;
  returned: ReturnedAnswers;
  way: Way;
};

function take(session: SiteSession, { name, returned, way, ...rest }: Back): IntakeResult {
  const { site, by, answers, unknown, base } = returned;
  if (site !== session.store.siteId) throw new FerrymanError('REQ_E0010', { file: name, found: site.slice(0, 60) });
  const given = { by: by || session.operator, at: session.clock.now(), way, from: name };
  return takeAnswers(session, { answers, unknown, base, given, ...rest });
}

function decode(content: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new FerrymanError('REQ_E0009', { file, detail: 'it is no text in UTF-8' });
  }
}

/** `FM1.<payload>.<CRC-32>`; blanks and line breaks a mail put in do not matter. */
function readCode(code: string, file: string): ReturnedAnswers {
  const [, payload = '', checksum = ''] = code.replaceAll(/\s/g, '').split('.');
  if (checksum.toLowerCase() !== crc32(payload))
    throw new FerrymanError('REQ_E0009', {
      file,
      detail: 'the checksum of the paste code does not fit: a letter is wrong or missing',
    });
  const bytes = Buffer.from(payload.slice(1), 'base64url');
  try {
    return readFile(
      (payload.startsWith('z') ? inflateRawSync(bytes, { maxOutputLength: mostText }) : bytes).toString('utf8'),
      file,
    );
  } catch (cause) {
    throw new FerrymanError('REQ_E0009', { file, detail: 'the paste code cannot be unpacked' }, { cause });
  }
}

function readFile(text: string, file: string): ReturnedAnswers {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FerrymanError('REQ_E0009', {
      file,
      detail: 'it is neither a workbook, nor an exported file, nor a paste code',
    });
  }
  const parsed = ReturnedAnswers.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FerrymanError('REQ_E0009', { file, detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}
