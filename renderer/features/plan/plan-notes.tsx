import { ExclamationCircleFilled } from '@ant-design/icons';
import type { Finding } from '../../../main/model/plan/finding.ts';
import type { SitePlan } from '../../../main/model/plan/site-plan.ts';
import { useWords } from '../../i18n/words.ts';

/** What a person has to read before anything else: blockers and warnings, and deviations with who accepted them. */
export function PlanNotes({ plan: { findings, deviations } }: { readonly plan: SitePlan }) {
  const { t, say } = useWords();
  if (findings.length === 0 && deviations.length === 0) return null;
  const hints = findings.filter(({ severity }) => severity === 'info');
  return (
    <section className="notice" aria-label={t('plan.notes')}>
      <ExclamationCircleFilled aria-hidden className="is-warn" />
      <div>
        <ul className="bullets">
          {findings
            .filter(({ severity }) => severity !== 'info')
            .map((finding) => (
              <Note key={`${finding.rule} ${finding.object}`} finding={finding} />
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
        {hints.length > 0 && (
          <details>
            <summary>{t('plan.hints', { count: hints.length })}</summary>
            <ul className="bullets">
              {hints.map((finding) => (
                <Note key={`${finding.rule} ${finding.object}`} finding={finding} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

function Note({ finding: { severity, object, reason, remedy } }: { readonly finding: Finding }) {
  const { t, say } = useWords();
  return (
    <li>
      <strong>{t(`severity.${severity}`)}</strong> <code>{object}</code> {say(reason)}
      <span className="muted"> {say(remedy)}</span>
    </li>
  );
}
