import { describe, expect, test } from 'vitest';
import { en } from '../../renderer/i18n/en.ts';
import { zh } from '../../renderer/i18n/zh.ts';

const parametersOf = (message: string) => [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('words of the interface', () => {
  test('both languages have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  test.each(Object.keys(zh) as (keyof typeof zh)[])('%s says something in both, with the same parameters', (key) => {
    expect(zh[key]).not.toBe('');
    expect(en[key]).not.toBe('');
    expect(parametersOf(en[key])).toEqual(parametersOf(zh[key]));
  });

  test('no English word list was pasted into Chinese or the other way round', () => {
    const foreign = Object.entries(en).filter(([, message]) => /[\u4e00-\u9fff]/.test(message.replaceAll('演练', '')));
    expect(foreign).toEqual([]);
  });
});
