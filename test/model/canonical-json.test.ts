import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalBytes, canonicalJson, hashOf, sha256Hex } from '../../main/model/canonical-json.ts';

describe('RFC 8785', () => {
  test.each<[string, unknown, string]>([
    [
      '§3.2.2',
      JSON.parse(
        String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
      ),
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    ],
    [
      '§3.2.3: by UTF-16 code units',
      {
        '\u20ac': 'Euro',
        '\r': 'CR',
        '\ufb33': 'Hebrew',
        '1': 'One',
        '\ud83d\ude00': 'Smile',
        '\u0080': 'Control',
        '\u00f6': 'O',
      },
      '{"\\r":"CR","1":"One","\u0080":"Control","ö":"O","€":"Euro","😀":"Smile","\ufb33":"Hebrew"}',
    ],
    ['Appendix B: minus zero', -0, '0'],
    ['Appendix B: the largest', Number.MAX_VALUE, '1.7976931348623157e+308'],
    ['Appendix B: the smallest', 5e-324, '5e-324'],
    ['Appendix B: 2^53', 9007199254740992, '9007199254740992'],
    ['Appendix B: before the exponent', 999999999999999700000, '999999999999999700000'],
    ['Appendix B: with it', 1e21, '1e+21'],
    ['Appendix B: small', 0.000001, '0.000001'],
    ['Appendix B: smaller', 1e-7, '1e-7'],
    ['nothing inside', [{}, []], '[{},[]]'],
  ])('%s', (_name, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });
});

test('what JSON carries comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order of the keys does not matter, the order of a list does', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, turned(item)]),
    );
  };
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
});

test('as bytes it is the same in UTF-8, and what is longer than a piece stays whole', () => {
  const long = Array.from({ length: 20_000 }, (_, index) => `摆渡 😀 ${index}`);
  const same = (value: unknown) => Buffer.from(canonicalBytes(value)).toString('utf8') === canonicalJson(value);
  fc.assert(fc.property(fc.jsonValue(), same));
  expect(same(long)).toBe(true);
});

test('what is undefined is left out of an object and is null in a list', () => {
  expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
});

test.each<[string, unknown]>([
  ['NaN', Number.NaN],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['half a character', '\ud800'],
  ['half a character in a key', { '\udc00': 1 }],
  ['a function', { a: () => 1 }],
  ['a bigint', 1n],
])('%s is refused', (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('the hash is that of the UTF-8 bytes', () => {
  expect([sha256Hex(''), hashOf({}) === sha256Hex('{}'), hashOf('摆渡') === sha256Hex(Buffer.from('"摆渡"'))]).toEqual([
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    true,
    true,
  ]);
});
