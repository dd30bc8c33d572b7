import type { Text } from '../text.ts';
import { fingerprintWords } from './fingerprint-words.ts';
import { type KeyIdentity, keyFingerprint } from './signing-key.ts';

const wordCount = 10;

/** A key's fingerprint for comparing over the telephone: the first 80 bits, and the whole in hex. */
export interface SpokenFingerprint {
  /** Ten words in English; ten three-digit numbers in Chinese, where spoken words have too many homophones. */
  readonly spoken: Text;
  /** 64 hex digits. */
  readonly hex: string;
}

export function spokenFingerprint(key: KeyIdentity): SpokenFingerprint {
  const hex = keyFingerprint(key);
  const bytes = Array.from({ length: wordCount }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
  return {
    spoken: {
      zh: bytes.map((byte) => String(byte).padStart(3, '0')).join(' '),
      en: bytes.map((byte) => fingerprintWords[byte] ?? '').join(' '),
    },
    hex,
  };
}

/** Words, numbers and the start of the hex in one line, for messages that name a key in both languages. */
export function fingerprintLabel(key: KeyIdentity): string {
  const { spoken, hex } = spokenFingerprint(key);
  return `${spoken.en} / ${spoken.zh} (${hex.slice(0, 16)})`;
}
