import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { recordOf } from '../../app/error-record.ts';

/** The error of a call, where it is one of those a field is answerable for. */
export function problemOf(error: unknown, codes: RegExp): ErrorRecord | undefined {
  if (error === null || error === undefined) return undefined;
  const record = recordOf(error);
  return codes.test(record.code) ? record : undefined;
}

/** The error of a call, unless a field shows it. */
export function otherThan(error: unknown, codes: RegExp): unknown {
  return problemOf(error, codes) === undefined ? error : undefined;
}
