import { ExclamationCircleFilled } from '@ant-design/icons';
import type { SitePlan } from '../../../main/model/plan/site-plan.ts';
import { useWords } from '../../i18n/words.ts';

/** What a person has to read before anything else: warnings, and deviations with who accepted them. */
export function PlanNotes({ plan: { findings, deviations } }: { readonly plan: SitePlan }) {
  const { t, say } = useWords();
  if (findings.length === 0 && deviations.length === 0) return null;
  return (
    <section className="notice" aria-label={t('plan.notes')}>
      <ExclamationCircleFilled aria-hidden className="is-warn" />
      <ul className="bullets">
        {findings.map(({ rule, severity, object, reason, remedy }) => (
          <li key={`${rule} ${object}`}>
            <strong>{t(`severity.${severity}`)}</strong> <code>{object}</code> {say(reason)}
            <span className="muted"> {say(remedy)}</span>
          </li>
        ))}
        {deviations.map(({ id, meaning, machines, acceptance }) => (
          <li key={id}>
            <strong>{t('plan.deviation')}</strong> {say(meaning)} ({machines.join(', ')}){' '}
            {acceptance === null
              ? t('plan.notAccepted', { id })
              : t('plan.accepted', { by: acceptance.acceptedBy, reason: acceptance.reason })}
          </li>
        ))}
      </ul>
    </section>
  );
}
