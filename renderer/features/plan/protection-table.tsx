import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useShownPlan } from './plan-context.tsx';

const marks = { met: 'pass', customer: 'waiting', deviation: 'attention' } as const;

/** Points of the protection scheme, and who sees to each. */
export function ProtectionTable() {
  const { t, say } = useWords();
  const { protection } = useShownPlan().plan;
  return (
    <Section title={t('plan.protection')}>
      <LongTable
        caption={t('plan.protection')}
        columns={[
          t('plan.protection.clause'),
          t('plan.protection.asked'),
          t('plan.protection.effect'),
          t('word.state'),
        ]}
        empty={t('plan.protection.none')}
        rows={protection.map(({ clause, asked, effect, state }) => ({
          key: clause.en,
          text: `${clause.zh} ${clause.en}`,
          cells: [
            say(clause),
            say(asked),
            say(effect),
            <StateMark key="state" kind={marks[state]} word={t(`plan.protection.${state}`)} />,
          ],
        }))}
      />
    </Section>
  );
}
