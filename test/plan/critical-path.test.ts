import { expect, test } from 'vitest';
import { Calendar } from '../../main/model/site/calendar.ts';
import { Assumptions } from '../../main/plan/assumptions.ts';
import { planSchedule } from '../../main/plan/schedule/schedule.ts';

const facts = {
  machines: 17,
  modules: 8,
  serversExist: false,
  mlps: '2' as const,
  trialDays: 30,
  assumptions: new Assumptions([]),
};
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

test('each day is a planner default that can be replaced, and says so', () => {
  const replaced = (assumption: string, value: number) => ({
    ...facts,
    assumptions: new Assumptions([{ assumption, value, by: '陈工', why: 'as last time' }]),
  });
  const daysOf = (id: string, given: typeof facts) =>
    planSchedule(Calendar.parse({ start: '2026-12-01' }), given)?.items.find((item) => item.id === id)?.days;
  expect(daysOf('T7', facts)).toBe(2);
  expect(daysOf('T7', replaced('machines-per-day', 5))).toBe(4);
  expect(daysOf('T7', replaced('days-install-most', 1))).toBe(1);
  expect(daysOf('T9', replaced('modules-per-day', 3))).toBe(4);
  expect(daysOf('T4', replaced('days-network', 15))).toBe(15);
  expect(daysOf('T3', { ...replaced('days-servers-existing', 1), serversExist: true })).toBe(1);
});
