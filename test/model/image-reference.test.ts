import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseImageReference, repositoryName } from '../../main/model/bundle/image-reference.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const registry = fc.oneof(
  fc.tuple(word, word).map(([a, b]) => `${a}.${b}`),
  fc.tuple(word, fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}:${port}`),
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);

it('takes a full reference apart and puts it together again', () => {
  const digest = fc.option(fc.stringMatching(/^[0-9a-f]{64}$/));
  fc.assert(
    fc.property(registry, fc.array(word, { minLength: 1, maxLength: 3 }), tag, digest, (host, path, version, hex) => {
      const reference = `${host}/${path.join('/')}:${version}${hex === null ? '' : `@sha256:${hex}`}`;
      const found = parseImageReference(reference);
      expect(found).toMatchObject({ registry: host, repository: path.join('/'), tag: version });
      expect(found && repositoryName(found)).toBe(`${host}/${path.join('/')}`);
      expect(found?.digest).toBe(hex === null ? undefined : `sha256:${hex}`);
    }),
  );
});

it('never lets anything through that could leave its place in an address', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const found = parseImageReference(text);
      if (found === undefined) return;
      expect(`${found.registry}${found.repository}${found.tag}`).not.toMatch(/\.\.|[\s?#%\\@]/);
    }),
  );
});

it.each([
  ['busybox:1'],
  ['library/busybox:1'],
  ['a.io/b'],
  ['https://a.io/b:1'],
  ['a.io/../b:1'],
  ['a.io/B:1'],
  ['a.io//b:1'],
  ['a.io/b:1@sha256:0'],
  ['user@a.io/b:1'],
  ['a.io/b:1 '],
])('does not guess: %s', (reference) => {
  expect(parseImageReference(reference)).toBeUndefined();
});

it('knows where docker.io keeps its own', () => {
  expect(parseImageReference('docker.io/busybox:1')?.repository).toBe('library/busybox');
});
