/**
 * The one way an argument gets into a shell command line: the words, each quoted for a POSIX shell, joined by spaces.
 * Any text without NUL comes out of `sh -c` as it went in; NUL cannot be an argument and throws a RangeError.
 */
export function shellQuote(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('a command argument cannot hold a NUL character');
  if (/^[A-Za-z0-9_./:,@%+-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * One POSIX `sh` command line as a line that every login shell in use reads the same (sh, bash, zsh, csh, tcsh, fish):
 * those shells disagree on quotes, line breaks and `!`, and agree on a backslash before punctuation.
 */
export function forAnyLoginShell(commandLine: string): string {
  const line = /[^\x20-\x7e]/.test(commandLine) ? `eval "$(printf %b ${quoteWord(octal(commandLine))})"` : commandLine;
  return `exec /bin/sh -c ${line.replace(/[^A-Za-z0-9_./,-]/g, (character) => `\\${character}`)}`;
}

/** For `printf %b`; plain ASCII stays readable, so that the line can be understood in a process list. */
function octal(text: string): string {
  let escaped = '';
  for (const byte of new TextEncoder().encode(text)) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x5c;
    escaped += isPlain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return escaped;
}
