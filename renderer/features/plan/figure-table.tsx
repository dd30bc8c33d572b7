import type { Derived } from '../../../main/model/plan/derived.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/page.tsx';

/** Every figure with the sentence that explains it; formula, inputs and source for who asks. */
export function FigureTable({ figures }: { readonly figures: Readonly<Record<string, Derived>> }) {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const technical = isTechnical ? [t('plan.formula'), t('plan.inputs')] : [];
  return (
    <Section title={t('plan.figures')} note={t('plan.figuresNote')}>
      <DataTable
        caption={t('plan.figures')}
        columns={[t('plan.value'), t('plan.meaning'), t('plan.source'), ...technical]}
        rows={Object.entries(figures).map(([id, figure]) => ({
          key: id,
          cells: [
            <span key="value">
              {figure.value} {hasShownUnit(figure.unit) && <span className="muted">{figure.unit}</span>}
            </span>,
            say(figure.meaning),
            <span key="source">
              {t(`source.${figure.source.kind}`)}
              {isTechnical && <code className="block">{figure.source.reference}</code>}
            </span>,
            ...(isTechnical
              ? [
                  figure.formula,
                  <code key="inputs">
                    {Object.entries(figure.inputs)
                      .map(([name, value]) => `${name} = ${value}`)
                      .join(', ')}
                  </code>,
                ]
              : []),
          ],
        }))}
      />
    </Section>
  );
}

/** Units that say what kind of thing the value is are no units to a reader. */
function hasShownUnit(unit: string): boolean {
  return !['count', 'address', 'version', 'cidr', ''].includes(unit);
}
