import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';

const certificateCodes =
  /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_CA)/;

/** What undici or the system said, in our words: an untrusted certificate or a host that cannot be reached. */
export function networkFailure(source: string, error: unknown): FerrymanError {
  const code = isFerrymanError(error) ? '' : codeOf(error);
  const detail = code === '' ? messageOf(error) : code;
  return new FerrymanError(
    certificateCodes.test(code) ? 'SOURCE_E0006' : 'SOURCE_E0003',
    { source, detail },
    { cause: error },
  );
}

/** The same for a transfer under way. */
export function cutTransfer(source: string, error: unknown): FerrymanError {
  return new FerrymanError('SOURCE_E0007', { source, detail: codeOf(error) || messageOf(error) }, { cause: error });
}

/** The innermost code says most: fetch failures wrap the system's. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const inner = error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause);
  return inner || ('code' in error && typeof error.code === 'string' ? error.code : '');
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
