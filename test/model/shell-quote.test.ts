import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forAnyLoginShell, shellQuote } from '../../main/model/shell-quote.ts';

const isPosix = process.platform !== 'win32';
const argument = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((text) => !text.includes('\0') && text.isWellFormed());
const nasty = [
  '',
  ' ',
  "'",
  '"',
  '$(id)',
  '`id`',
  'a\nb',
  '\n',
  '\\',
  '\\n',
  '!',
  '!!',
  '~',
  '{{x}}',
  '-n',
  '%s',
  '*',
  '‮abc',
  'é',
  '#',
  '&&',
  '\t',
  "it's",
];

function printed(shell: string, line: string): string[] {
  const out = execFileSync(shell, ['-c', line], { encoding: 'utf8' });
  return out.split('\u0001').slice(0, -1);
}

test.runIf(isPosix)('any argument comes out of sh as it went in', () => {
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (words) => {
      expect(printed('/bin/sh', shellQuote(['printf', '%s\u0001', ...words]))).toEqual(words);
    }),
    { numRuns: 60 },
  );
  expect(printed('/bin/sh', shellQuote(['printf', '%s\u0001', ...nasty]))).toEqual(nasty);
});

test.runIf(isPosix)('any command line comes out of a login shell as it went in', () => {
  for (const shell of ['/bin/sh', '/bin/bash']) {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (words) => {
        expect(printed(shell, forAnyLoginShell(shellQuote(['printf', '%s\u0001', ...words])))).toEqual(words);
      }),
      { numRuns: 40 },
    );
    expect(printed(shell, forAnyLoginShell(shellQuote(['printf', '%s\u0001', ...nasty])))).toEqual(nasty);
  }
});

test('what a login shell sees is one line of plain ASCII', () => {
  fc.assert(
    fc.property(argument, (word) => {
      expect(forAnyLoginShell(shellQuote([word]))).toMatch(/^[\x20-\x7e]*$/);
    }),
  );
});

test('NUL is refused', () => {
  expect(() => shellQuote(['a\0b'])).toThrow(RangeError);
});
