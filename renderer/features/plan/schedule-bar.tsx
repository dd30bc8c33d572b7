import type { ScheduleItem } from '../../../main/model/plan/schedule-plan.ts';
import { dayOf, monthStarts } from './calendar-days.ts';

/** Days since 1970; `to` is the first day after. */
export interface ScheduleScale {
  readonly from: number;
  readonly to: number;
  readonly due: number | undefined;
}

const place = (day: number, { from, to }: ScheduleScale) => `${((day - from) / (to - from)) * 100}%`;
const length = (days: number, { from, to }: ScheduleScale) => `${(days / (to - from)) * 100}%`;

/** One line of the Gantt picture; its row says the same in words. */
export function ScheduleBar({ item, scale }: { readonly item: ScheduleItem; readonly scale: ScheduleScale }) {
  const [start, end] = [dayOf(item.start), dayOf(item.end) + 1];
  const latest = item.latestEnd === '' ? end : dayOf(item.latestEnd) + 1;
  return (
    <svg className="gantt" aria-hidden="true">
      {monthStarts(scale.from, scale.to).map(({ day }) => (
        <line key={day} className="gantt-month" x1={place(day, scale)} x2={place(day, scale)} y1="0" y2="100%" />
      ))}
      {latest > end && (
        <rect className="gantt-slack" x={place(end, scale)} width={length(latest - end, scale)} y="45%" height="10%" />
      )}
      <rect
        className={item.isCritical ? 'gantt-item is-critical' : 'gantt-item'}
        x={place(start, scale)}
        width={length(end - start, scale)}
        y="20%"
        height="60%"
        rx="2"
      />
      {scale.due !== undefined && (
        <line
          className="gantt-due"
          x1={place(scale.due + 1, scale)}
          x2={place(scale.due + 1, scale)}
          y1="0"
          y2="100%"
        />
      )}
    </svg>
  );
}

/** The months above the bars. */
export function ScheduleMonths({ scale }: { readonly scale: ScheduleScale }) {
  return (
    <svg className="gantt is-months" aria-hidden="true">
      {monthStarts(scale.from, scale.to).map(({ day, label }) => (
        <text key={day} x={place(day, scale)} y="75%">
          {label}
        </text>
      ))}
    </svg>
  );
}
