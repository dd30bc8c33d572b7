import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';

const codes = {
  SOURCE_E0001: 'PUSH_E0001',
  SOURCE_E0002: 'PUSH_E0004',
  SOURCE_E0003: 'PUSH_E0003',
  SOURCE_E0004: 'PUSH_E0003',
  SOURCE_E0005: 'PUSH_E0004',
  SOURCE_E0006: 'PUSH_E0005',
  SOURCE_E0007: 'PUSH_E0003',
} as const;

/** What reading calls a source is a target here, and its remedies are others. A full one says so by status (413, 507) or code. */
export function pushFailure(error: unknown): unknown {
  if (!isFerrymanError(error) || !Object.hasOwn(codes, error.code)) return error;
  const { source = '', detail = 'HTTP 404' } = error.parameters as { source?: string; detail?: string };
  const isFull = /HTTP (413|507)|QUOTA|NO_SPACE|DENIED.*quota/i.test(detail);
  const code = isFull ? 'PUSH_E0002' : codes[error.code as keyof typeof codes];
  return new FerrymanError(code, { target: source, detail }, { cause: error });
}
