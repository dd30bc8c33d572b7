import type { Content } from '../model/report/document.ts';
import { type Text, text } from '../model/text.ts';

/** `2026-11-21 08:00 UTC`; documents carry no local time, so that two readers read the same. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function day(iso: string): string {
  return iso.slice(0, 10);
}

export function duration(ms: number): Text {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return text('不到 1 秒', 'under 1 s');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (hours > 0) return text(`${hours} 小时 ${minutes} 分`, `${hours} h ${minutes} min`);
  if (minutes > 0) return text(`${minutes} 分 ${rest} 秒`, `${minutes} min ${rest} s`);
  return text(`${seconds} 秒`, `${seconds} s`);
}

/** Whole days from one moment to another; negative when it has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The first few names and how many more there are. */
export function nameList(names: readonly string[], limit = 8): Content {
  const shown = names.slice(0, limit).join(', ');
  const more = names.length - limit;
  return more > 0 ? text(`${shown} 等 ${names.length} 项`, `${shown} and ${more} more`) : shown;
}

/** Thousands parted, at most three decimals: `12,288`. */
export function plainNumber(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  const [whole = '', decimals] = String(Math.abs(rounded)).split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${rounded < 0 ? '-' : ''}${parted}${decimals === undefined ? '' : `.${decimals}`}`;
}
