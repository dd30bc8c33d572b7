import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseChallenges } from '../../../main/adapters/registry/challenge.ts';
import { isExempt } from '../../../main/adapters/registry/dispatchers.ts';
import { retryAfterMs } from '../../../main/adapters/registry/retry.ts';

it.each([
  ['Basic realm="x"', [{ scheme: 'basic', parameters: { realm: 'x' } }]],
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
    [
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:a/b:pull,push',
        },
      },
    ],
  ],
  [
    'Negotiate, Basic realm="a \\"quoted\\" one", charset=UTF-8',
    [
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'a "quoted" one', charset: 'UTF-8' } },
    ],
  ],
  ['realm="x"', []],
  ['', []],
])('reads %s', (header, expected) => {
  expect(parseChallenges(header).map(({ scheme, parameters }) => ({ scheme, parameters: { ...parameters } }))).toEqual(
    expected,
  );
});

it('reads back whatever was quoted, and ends on any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.string(), (value, noise) => {
      const quoted = value.replace(/[\\"]/g, '\\$&');
      expect(parseChallenges(`Bearer realm="${quoted}", service=a`)[0]?.parameters.realm).toBe(value);
      expect(Array.isArray(parseChallenges(noise))).toBe(true);
    }),
  );
});

it('never takes time that grows with what a hostile registry sends', () => {
  for (const hostile of [
    'a='.repeat(50_000),
    `Bearer realm="${'\\"'.repeat(50_000)}`,
    ','.repeat(100_000),
    ' '.repeat(100_000),
  ]) {
    const before = performance.now();
    parseChallenges(hostile);
    expect(performance.now() - before).toBeLessThan(500);
  }
});

it.each([
  ['harbor.corp', 'localhost,.corp', true],
  ['corp', '.corp', true],
  ['notcorp', '.corp', false],
  ['harbor.corp', '*.corp', true],
  ['a.b', '*', true],
  ['a.b', '', false],
  ['registry.k8s.io', 'k8s.io:443', true],
])('NO_PROXY: %s against %j', (host, list, expected) => {
  expect(isExempt(host, list)).toBe(expected);
});

it('reads Retry-After as seconds and as a date, never negative', () => {
  const now = '2026-11-21T08:00:00.000Z';
  expect(retryAfterMs('30', now)).toBe(30_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 08:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Sat, 21 Nov 2020 08:01:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});
