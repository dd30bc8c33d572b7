import type { Language } from '../../../main/model/text.ts';

const units: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  cores: { zh: '核', en: 'cores' },
  s: { zh: '秒', en: 's' },
  h: { zh: '小时', en: 'h' },
  days: { zh: '天', en: 'days' },
  years: { zh: '年', en: 'years' },
  '1/s': { zh: '次/秒', en: 'per second' },
};

/** Units that say what kind of thing a value is are no units to a reader. */
const kinds = ['count', 'address', 'version', 'cidr', 'machine', ''];

/** A figure as people say it: 15390 m is 15.39 cores, 59056 MiB is 57.67 GiB. */
export function amount(value: number | string, unit: string, language: Language): string {
  if (typeof value === 'string') return kinds.includes(unit) ? value : `${value} ${unit}`;
  if (unit === 'm') return amount(value / 1000, 'cores', language);
  if (unit === 'MiB' && value >= 1024) return amount(value / 1024, 'GiB', language);
  if (kinds.includes(unit)) return plainNumber(value);
  return `${plainNumber(value)} ${units[unit]?.[language] ?? unit}`;
}

/** 6,050 · 0.72 */
export function plainNumber(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
