import type { ScheduleItem, SchedulePlan } from '../../model/plan/schedule-plan.ts';
import type { Calendar } from '../../model/site/calendar.ts';
import { type Piece, pieces, type ScheduleFacts } from './items.ts';
import { dayNumber, dayText, Workdays } from './workdays.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The trial run goes on after hand-over: the due date is for everything before it. */
const trial = 'T13';

/**
 * Forward from the start, backward from the due date. With only a due date the start is the latest possible one.
 * Null where neither is known. Source: F17.
 */
export function planSchedule(calendar: Calendar, facts: ScheduleFacts): SchedulePlan | null {
  if (calendar.start === undefined && calendar.due === undefined) return null;
  const all = pieces(facts);
  const workdays = new Workdays(calendar);
  const due = calendar.due === undefined ? undefined : dayNumber(calendar.due);
  const latest = due === undefined ? undefined : backward(all, due, workdays);
  const start = calendar.start === undefined ? earliestOf(latest) : dayNumber(calendar.start);
  if (start === undefined) return null;
  const earliest = forward(all, start, workdays);
  const finish = Math.max(...all.filter(({ id }) => id !== trial).map(({ id }) => spanOf(earliest, id).end));
  const wanted = latest ?? backward(all, finish, workdays);
  const tightest = backward(all, finish, workdays);
  return {
    start: dayText(start),
    finish: dayText(finish),
    due: calendar.due ?? '',
    items: all.map((piece): ScheduleItem => {
      const early = spanOf(earliest, piece.id);
      const late = spanOf(wanted, piece.id);
      const slackDays = piece.id === trial ? 0 : workdays.between(early.start, late.start, piece.changesSite);
      const { changesSite: _changesSite, ...shown } = piece;
      return {
        ...shown,
        start: dayText(early.start),
        end: dayText(early.end),
        latestStart: due === undefined || piece.id === trial ? '' : dayText(late.start),
        latestEnd: due === undefined || piece.id === trial ? '' : dayText(late.end),
        slackDays,
        // by days, not by slack: a freeze before the due date counts for some pieces only
        isCritical: piece.id !== trial && spanOf(tightest, piece.id).start <= early.start,
      };
    }),
  };
}

function forward(all: readonly Piece[], start: number, workdays: Workdays): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { id, after, days, changesSite, isCalendarDays } of all) {
    const ready = after.reduce((latest, name) => Math.max(latest, (spans.get(name)?.end ?? start - 1) + 1), start);
    if (isCalendarDays) spans.set(id, { start: ready, end: ready + days - 1 });
    else {
      const first = workdays.next(ready, changesSite);
      spans.set(id, { start: first, end: workdays.endOf(first, days, changesSite) });
    }
  }
  return spans;
}

function backward(all: readonly Piece[], due: number, workdays: Workdays): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { id, days, changesSite } of all.filter((piece) => piece.id !== trial).reverse()) {
    const followers = all.filter((piece) => piece.id !== trial && piece.after.includes(id));
    const free = followers.reduce(
      (earliest, follower) => Math.min(earliest, spanOf(spans, follower.id).start - 1),
      due,
    );
    const end = workdays.previous(free, changesSite);
    spans.set(id, { end, start: workdays.startOf(end, days, changesSite) });
  }
  spans.set(trial, { start: due + 1, end: due + 1 });
  return spans;
}

function earliestOf(spans: ReadonlyMap<string, Span> | undefined): number | undefined {
  return spans === undefined ? undefined : Math.min(...[...spans.values()].map(({ start }) => start));
}

function spanOf(spans: ReadonlyMap<string, Span>, id: string): Span {
  const span = spans.get(id);
  if (span === undefined) throw new RangeError(`${id} was not scheduled`);
  return span;
}
