import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill, text } from '../../main/model/text.ts';

test('names are filled in, in both languages', () => {
  expect(fill(text('{machine} 有 {count} 个', '{count} on {machine}'), { machine: 'h1', count: 0 })).toEqual({
    zh: 'h1 有 0 个',
    en: '0 on h1',
  });
});

test('words are filled in each language', () => {
  const machine = text('全部机器', 'every machine');
  expect(fill(text('{machine} 已就绪', '{machine} is ready'), { machine })).toEqual({
    zh: '全部机器 已就绪',
    en: 'every machine is ready',
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
