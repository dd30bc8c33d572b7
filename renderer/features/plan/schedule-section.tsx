import type { ScheduleItem, SchedulePlan } from '../../../main/model/plan/schedule-plan.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { EmptyState, Section } from '../../ui/page.tsx';
import { dayOf } from './calendar-days.ts';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';
import { ScheduleBar, ScheduleMonths, type ScheduleScale } from './schedule-bar.tsx';

/** Who does what when, and what may not slip. */
export function ScheduleSection() {
  const { t } = useWords();
  const { schedule } = useShownPlan().plan;
  if (schedule === null) return <EmptyState>{t('plan.schedule.none')}</EmptyState>;
  const critical = schedule.items.filter(({ isCritical }) => isCritical).length;
  const isLate = schedule.due !== '' && schedule.finish > schedule.due;
  return (
    <Section title={t('plan.schedule')} note={t('plan.scheduleNote')}>
      <KeyValues
        rows={[
          [t('plan.schedule.start'), schedule.start],
          [
            t('plan.schedule.finish'),
            <span key="finish" className={isLate ? 'is-bad' : undefined}>
              {schedule.finish}
              {isLate && ` · ${t('plan.schedule.late')}`}
            </span>,
          ],
          [t('plan.schedule.due'), schedule.due || t('plan.schedule.noDue')],
          [t('plan.schedule.criticalCount'), critical === 0 ? t('plan.schedule.noCritical') : String(critical)],
        ]}
      />
      <p className="gantt-key">
        <span className="key-bar" aria-hidden /> {t('plan.schedule.key.item')}
        <span className="key-bar is-critical" aria-hidden /> {t('plan.schedule.key.critical')}
        <span className="key-bar is-slack" aria-hidden /> {t('plan.schedule.key.slack')}
        {schedule.due !== '' && (
          <>
            <span className="key-due" aria-hidden /> {t('plan.schedule.due')}
          </>
        )}
      </p>
      <ScheduleTable schedule={schedule} />
    </Section>
  );
}

function ScheduleTable({ schedule: { start, due, items } }: { readonly schedule: SchedulePlan }) {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const ends = items.flatMap(({ end, latestEnd }) => [end, latestEnd]).filter((day) => day !== '');
  const scale: ScheduleScale = {
    from: dayOf(start),
    to: Math.max(...[...ends, due || start].map(dayOf)) + 1,
    due: due === '' ? undefined : dayOf(due),
  };
  return (
    <DataTable
      caption={t('plan.schedule')}
      columns={[
        t('plan.schedule.item'),
        t('plan.schedule.bar'),
        t('plan.schedule.owner'),
        t('plan.schedule.days'),
        t('plan.schedule.dates'),
        t('plan.schedule.slack'),
        t('plan.why'),
        ...(isTechnical ? [t('plan.schedule.latest')] : []),
      ]}
      heads={{ 1: <ScheduleMonths scale={scale} /> }}
      rows={items.map((item) => ({
        key: item.id,
        cells: [
          <span key="title">
            <span className="muted">{item.id}</span> {say(item.title)}
          </span>,
          <ScheduleBar key="bar" item={item} scale={scale} />,
          <span key="owner" className="nowrap">
            {t(`plan.owner.${item.owner}`)}
          </span>,
          <span key="days" className="nowrap">
            <Figure id={`schedule.${item.id}.days`}>
              {t(item.isCalendarDays ? 'plan.schedule.calendarDays' : 'plan.schedule.workDays', { count: item.days })}
            </Figure>
          </span>,
          <span key="dates" className="nowrap">
            {item.start} – {item.end}
          </span>,
          <Slack key="slack" item={item} />,
          say(item.why),
          ...(isTechnical ? [item.latestEnd === '' ? t('home.none') : `${item.latestStart} – ${item.latestEnd}`] : []),
        ],
      }))}
    />
  );
}

function Slack({ item: { slackDays, isCritical, latestEnd } }: { readonly item: ScheduleItem }) {
  const { t } = useWords();
  const late = slackDays < 0;
  return (
    <span className="stack nowrap">
      {isCritical && <strong className="is-warn">{t('plan.schedule.critical')}</strong>}
      {latestEnd !== '' && (
        <span className={late ? 'is-bad' : undefined}>
          {t(late ? 'plan.schedule.behind' : 'plan.schedule.maySlip', { days: Math.abs(slackDays) })}
        </span>
      )}
      {!isCritical && latestEnd === '' && t('home.none')}
    </span>
  );
}
