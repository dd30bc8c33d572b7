import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { AnswerFile } from '../../app/import-answers.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

const mostBytes = 21 * 2 ** 20;

/** A file somebody sent; REQ_E0005 when it cannot be read. One that nothing takes is not read at all. */
export function givenFile(path: string): AnswerFile {
  const name = basename(path);
  try {
    if (statSync(path).size > mostBytes)
      throw new FerrymanError('REQ_E0009', { file: name, detail: 'larger than 20 MiB' });
    return { name, content: readFileSync(path) };
  } catch (cause) {
    if (cause instanceof FerrymanError) throw cause;
    throw new FerrymanError('REQ_E0005', { file: path }, { cause });
  }
}
