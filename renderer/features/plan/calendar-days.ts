const dayMs = 86_400_000;

/** Days since 1970 of a YYYY-MM-DD. */
export function dayOf(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / dayMs);
}

/** First days of the months that begin between two days, both included. */
export function monthStarts(from: number, to: number): { readonly day: number; readonly label: string }[] {
  const found: { day: number; label: string }[] = [];
  const date = new Date(from * dayMs);
  let [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / dayMs);
    if (day > to) return found;
    if (day >= from) {
      const first = new Date(day * dayMs);
      found.push({ day, label: first.toISOString().slice(0, 7) });
    }
    [year, month] = month === 11 ? [year + 1, 0] : [year, month + 1];
  }
}
