import { expect, test } from 'vitest';
import { Calendar } from '../../main/model/site/calendar.ts';
import { planSchedule } from '../../main/plan/schedule/schedule.ts';

const facts = { machines: 17, modules: 8, serversExist: false, mlps: '2' as const, trialDays: 30 };
const criticalOf = (calendar: unknown) =>
  planSchedule(Calendar.parse(calendar), facts)
    ?.items.filter(({ isCritical }) => isCritical)
    .map(({ id }) => id);

test('a freeze before the due date does not take the beginning off the critical path', () => {
  const calendar = { start: '2026-12-01', due: '2027-03-31' };
  const whole = ['T1', 'T2', 'T3', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12'];
  expect(criticalOf(calendar)).toEqual(whole);
  expect(criticalOf({ ...calendar, freezes: [{ from: '2027-02-01', to: '2027-02-14', name: 'x' }] })).toEqual(whole);
  expect(criticalOf({ start: '2026-12-01' })).toEqual(whole);
});
