import { phases } from '../../../main/model/operation/step-kind.ts';
import { useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { Section } from '../../ui/page.tsx';
import { Failure } from '../shared/failure.tsx';
import { Technical } from '../shared/technical.tsx';

/** Every step the installation would take; there is no list before the bundle is chosen. */
export function ChangeList() {
  const { t, say } = useWords();
  const bundle = useSite('bundle');
  const steps = useSite('steps', { isWanted: Boolean(bundle.data) });
  const all = steps.data ?? [];
  return (
    <Section title={t('plan.changes')} note={t('plan.changesNote')}>
      <Failure of={[steps.error]} />
      {!bundle.data && <p className="muted">{t('plan.changesLater')}</p>}
      {phases
        .map((phase) => ({ phase, list: all.filter((step) => step.phase === phase) }))
        .filter(({ list }) => list.length > 0)
        .map(({ phase, list }) => (
          <details key={phase} className="phase">
            <summary>
              <span>{t(`phase.${phase}`)}</span>
              <span className="muted">{t('plan.stepCount', { count: list.length })}</span>
            </summary>
            <ol className="change-steps">
              {list.map((step) => (
                <li key={step.id}>
                  {say(step.title)} <span className="muted">· {t(`class.${step.class}`)}</span>
                  <Technical>
                    {' '}
                    <code>{step.id}</code>
                  </Technical>
                </li>
              ))}
            </ol>
          </details>
        ))}
    </Section>
  );
}
