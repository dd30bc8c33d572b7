import { z } from 'zod';
import { fill, Text, type TextParameters } from '../text.ts';
import { definitionOf, type ErrorCode, errorRegistry } from './error-registry.ts';

/** What crosses a process boundary or enters the journal in place of an Error. */
export const ErrorRecord = z.object({
  code: z.string(),
  source: z.enum(['operator', 'environment', 'product']),
  retry: z.enum(['safe', 'after-fix', 'never']),
  message: Text,
  remedy: Text,
  target: z.string().optional(),
  evidence: z.string().optional(),
});
export type ErrorRecord = z.infer<typeof ErrorRecord>;

interface Details {
  readonly target?: string;
  /** Already stripped and redacted: it reaches logs, the journal and the report. */
  readonly evidence?: string;
  readonly cause?: unknown;
}

/** The one error class. Recognise it by `code`, never by `instanceof`: it crosses processes as an ErrorRecord. */
export class FerrymanError extends Error {
  readonly code: ErrorCode;
  readonly parameters: TextParameters;
  readonly target: string | undefined;
  readonly evidence: string | undefined;

  constructor(code: ErrorCode, parameters: TextParameters = {}, details: Details = {}) {
    super(`${code} ${fill(definitionOf(code).message, parameters).en}`, { cause: details.cause });
    this.name = 'FerrymanError';
    this.code = code;
    this.parameters = parameters;
    this.target = details.target;
    this.evidence = details.evidence;
  }
}

export function isFerrymanError(error: unknown, code?: ErrorCode): error is FerrymanError {
  const found = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    Object.hasOwn(errorRegistry, found) && (code === undefined || found === code) && 'parameters' in (error as object)
  );
}

function describe(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}

/** Any thrown value as a record; what is not ours becomes INTERNAL_E0001 and is never shown as the operator's mistake. */
export function toErrorRecord(error: unknown): ErrorRecord {
  const known = isFerrymanError(error) ? error : new FerrymanError('INTERNAL_E0001', { detail: describe(error) });
  const definition = definitionOf(known.code);
  return {
    code: known.code,
    source: definition.source,
    retry: definition.retry,
    message: fill(definition.message, known.parameters),
    remedy: fill(definition.remedy, known.parameters),
    ...(known.target === undefined ? {} : { target: known.target }),
    ...(known.evidence === undefined ? {} : { evidence: known.evidence }),
  };
}
