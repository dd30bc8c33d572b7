import { type FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';

/** True where another source may still have it: this one is gone, closed, cut off or has other bytes. */
export function isSourceFailure(error: unknown): error is FerrymanError {
  if (!isFerrymanError(error)) return false;
  return error.code.startsWith('SOURCE_') || isMismatch(error) || error.code === 'BUNDLE_E0022';
}

/** True where the bytes came, but were not those of the digest. */
export function isMismatch(error: unknown): boolean {
  return isFerrymanError(error, 'BUNDLE_E0018') || isFerrymanError(error, 'BUNDLE_E0004');
}
