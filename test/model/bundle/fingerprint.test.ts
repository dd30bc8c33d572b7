import { expect, it } from 'vitest';
import { fingerprintLabel, spokenFingerprint } from '../../../main/model/bundle/fingerprint.ts';
import { fingerprintWords } from '../../../main/model/bundle/fingerprint-words.ts';
import { keyFingerprint } from '../../../main/model/bundle/signing-key.ts';

const key = { use: 'release', algorithm: 'ed25519', publicKey: `${'A'.repeat(43)}=` } as const;

it('has 256 different words of small letters', () => {
  expect(new Set(fingerprintWords).size).toBe(256);
  for (const word of fingerprintWords) expect(word).toMatch(/^[a-z]{4,9}$/);
});

it('is spoken in ten words or ten numbers, which say the same', () => {
  const { spoken, hex } = spokenFingerprint(key);
  const numbers = spoken.zh.split(' ').map(Number);
  expect(numbers).toHaveLength(10);
  expect(spoken.en).toBe(numbers.map((number) => fingerprintWords[number]).join(' '));
  expect(Buffer.from(numbers).toString('hex')).toBe(hex.slice(0, 20));
  expect(fingerprintLabel(key)).toContain(spoken.en);
});

it('never changes: keys are compared across versions', () => {
  expect(spokenFingerprint(key)).toMatchInlineSnapshot(`
    {
      "hex": "a3601dd7acbbd137139b8c0c6c6dd961496725070d368f384304b99d534333cf",
      "spoken": {
        "en": "nickel envelope bread sketch opera pepper saturn cherry basin mirror",
        "zh": "163 096 029 215 172 187 209 055 019 155",
      },
    }
  `);
});

it('differs for the same key bytes with another use', () => {
  expect(keyFingerprint(key)).not.toBe(keyFingerprint({ ...key, use: 'practice' }));
});
