import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill, text } from '../../main/model/text.ts';

test('names are filled in, in both languages', () => {
  expect(fill(text('{machine} 有 {count} 个', '{count} on {machine}'), { machine: 'h1', count: 0 })).toEqual({
    zh: 'h1 有 0 个',
    en: '0 on h1',
  });
});

test('a name without a value stays visible', () => {
  const template = text('{missing} {toString} {__proto__}', '{missing} {constructor}');
  expect(fill(template, { other: 1 })).toEqual(template);
});

test('a value comes out as it went in, whatever it holds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('$&', '$1', '{other}', '{value}')), (value) => {
      expect(fill(text('〈{value}〉', '<{value}>'), { value, other: 'no' })).toEqual({
        zh: `〈${value}〉`,
        en: `<${value}>`,
      });
    }),
  );
});
