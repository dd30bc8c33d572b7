const dayMs = 86_400_000;

/** A stretch of the calendar: one column of a drawn schedule. */
export interface CalendarColumn {
  readonly from: string;
  readonly to: string;
}

/** Whole weeks from Monday on, or several of them where there would be more columns than fit. */
export function calendarColumns(start: string, end: string, most: number): CalendarColumn[] {
  const first = mondayOf(start);
  const days = (Date.parse(end) - Date.parse(first)) / dayMs + 1;
  const weeks = Math.max(1, Math.ceil(days / 7));
  const step = 7 * Math.ceil(weeks / most);
  const count = Math.ceil(days / step);
  return Array.from({ length: count }, (_, index) => ({
    from: addDays(first, index * step),
    to: addDays(first, (index + 1) * step - 1),
  }));
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

export function daysFrom(first: string, day: string): number {
  return (Date.parse(day) - Date.parse(first)) / dayMs;
}

/** `12-28`: the year stands in the title. */
export function monthDay(day: string): string {
  return day.slice(5);
}

function mondayOf(day: string): string {
  const weekday = (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}
