import type { Text } from '../../../main/model/text.ts';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { useShownPlan } from './plan-context.tsx';

/** What is watched, in the three columns the business, the developers and the operators look at. */
export function WatchTable() {
  const { t } = useWords();
  const { watch } = useShownPlan().plan;
  return (
    <Section title={t('plan.watch')} note={t('plan.watchNote')}>
      <LongTable
        caption={t('plan.watch')}
        columns={[t('plan.watch.of'), t('plan.watch.business'), t('plan.watch.application'), t('plan.watch.system')]}
        empty={t('plan.watch.none')}
        rows={watch.map(({ of, business, application, system }) => ({
          key: of,
          text: of,
          cells: [
            of,
            <Lines key="business" texts={business} />,
            <Lines key="application" texts={application} />,
            <Lines key="system" texts={system} />,
          ],
        }))}
      />
    </Section>
  );
}

function Lines({ texts }: { readonly texts: readonly Text[] }) {
  const { t, say } = useWords();
  if (texts.length === 0) return <>{t('home.none')}</>;
  return (
    <span className="stack">
      {texts.map((text) => (
        <span key={text.en}>{say(text)}</span>
      ))}
    </span>
  );
}
