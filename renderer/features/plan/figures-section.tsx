import { formulaText } from '../../../main/model/plan/formula-words.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';

/** Every figure of the plan with the sentence that explains it; what it is made of opens beside the page. */
export function FiguresSection() {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const { figures } = useShownPlan().plan;
  return (
    <Section title={t('plan.figures')} note={t('plan.figuresNote')}>
      <LongTable
        caption={t('plan.figures')}
        columns={[
          t('plan.meaning'),
          t('plan.value'),
          t('plan.about'),
          t('plan.source'),
          ...(isTechnical ? [t('plan.formula')] : []),
        ]}
        empty={t('plan.figures.none')}
        rows={Object.entries(figures).map(([id, figure]) => ({
          key: id,
          text: `${id} ${figure.meaning.zh} ${figure.meaning.en}`,
          cells: [
            say(figure.meaning),
            <Figure key="value" id={id} />,
            <code key="about">{id}</code>,
            <span key="source" className="stack">
              {t(`source.${figure.source.kind}`)}
              {isTechnical && <code>{figure.source.reference}</code>}
            </span>,
            ...(isTechnical ? [say(formulaText(figure.formula))] : []),
          ],
        }))}
      />
    </Section>
  );
}
