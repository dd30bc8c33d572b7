/** Text from outside (file names, parser messages) made fit for one line: no control or direction characters, at most 300. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u{fffd}').slice(0, 300);
}

/** What the operating system said, without the path (messages name it already): `ENOSPC: no space left on device`. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return printable(message.replace(/, \w+ '.*$/s, ''));
}

export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** True for what the operating system refused; what is none of that and not ours is a bug. */
export function isSystemError(error: unknown): error is Error & { readonly syscall: unknown } {
  return error instanceof Error && 'syscall' in error;
}
