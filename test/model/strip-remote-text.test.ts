import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stripRemoteText } from '../../main/model/strip-remote-text.ts';

test.each([
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b]0;title\x07text', 'text'],
  ['\x1b]8;;ms-msdt:/id\x1b\\click\x1b]8;;\x1b\\', 'click'],
  ['\x1b]52;c;ZWNobw==\x07', ''],
  ['\x9b31mred', 'red'],
  ['\x1bP1;2|data\x1b\\after', 'after'],
  ['\x1bcreset', 'reset'],
  ['10%\r20%\r\ndone\r\n', '10%\n20%\ndone\n'],
  ['a\u202egnp.exe', 'agnp.exe'],
  ['tab\tnew\nline 中文 é', 'tab\tnew\nline 中文 é'],
  ['bell\x07null\0del\x7f', 'bellnulldel'],
])('%j becomes %j', (text, expected) => {
  expect(stripRemoteText(text)).toBe(expected);
});

test('nothing that moves a cursor is left of any text, and stripping again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\x1b', '[', ']', '3', 'm', '\r', '\n', '\x07', '\x9b', 'P', '\\', 'x') }),
      (text) => {
        const stripped = stripRemoteText(text);
        expect(stripped).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        expect(stripRemoteText(stripped)).toBe(stripped);
      },
    ),
  );
});
