import type { Calendar, Days } from '../../model/site/calendar.ts';

const dayMs = 86_400_000;

/** Days as whole numbers since 1970, so that no time zone has a say. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Which days are worked: Monday to Friday and the extra ones, but no holidays; changes on site also not in a freeze. */
export class Workdays {
  readonly #holidays: ReadonlySet<number>;
  readonly #freezes: ReadonlySet<number>;
  readonly #extra: ReadonlySet<number>;

  constructor({ holidays, freezes, extraWorkdays }: Calendar) {
    this.#holidays = new Set(holidays.flatMap(daysOf));
    this.#freezes = new Set(freezes.flatMap(daysOf));
    this.#extra = new Set(extraWorkdays.map(dayNumber));
  }

  isWorked(day: number, changesSite: boolean): boolean {
    if (changesSite && this.#freezes.has(day)) return false;
    if (this.#extra.has(day)) return true;
    // 1 January 1970 was a Thursday
    const weekday = (((day + 4) % 7) + 7) % 7;
    return weekday !== 0 && weekday !== 6 && !this.#holidays.has(day);
  }

  /** The first worked day from this one on. */
  next(day: number, changesSite: boolean): number {
    let at = day;
    while (!this.isWorked(at, changesSite)) at += 1;
    return at;
  }

  /** The last worked day up to this one. */
  previous(day: number, changesSite: boolean): number {
    let at = day;
    while (!this.isWorked(at, changesSite)) at -= 1;
    return at;
  }

  /** Last day of so many worked days that begin on `start`, itself worked. */
  endOf(start: number, days: number, changesSite: boolean): number {
    let at = start;
    for (let left = days - 1; left > 0; left -= 1) at = this.next(at + 1, changesSite);
    return at;
  }

  /** First day of so many worked days that end on `end`, itself worked. */
  startOf(end: number, days: number, changesSite: boolean): number {
    let at = end;
    for (let left = days - 1; left > 0; left -= 1) at = this.previous(at - 1, changesSite);
    return at;
  }

  /** Worked days from one day to a later one; negative when it lies before. */
  between(from: number, to: number, changesSite: boolean): number {
    const step = to >= from ? 1 : -1;
    let count = 0;
    for (let at = from; at !== to; at += step) if (this.isWorked(step > 0 ? at : at - 1, changesSite)) count += step;
    return count;
  }
}

function daysOf({ from, to }: Days): number[] {
  const first = dayNumber(from);
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, index) => first + index);
}
