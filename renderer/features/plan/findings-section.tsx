import type { Finding, Severity } from '../../../main/model/plan/finding.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { type MarkKind, StateMark } from '../../ui/state-mark.tsx';
import { Technical } from '../shared/technical.tsx';
import { useShownPlan } from './plan-context.tsx';

const marks: Readonly<Record<Severity, MarkKind>> = { blocker: 'fail', warning: 'attention', info: 'not-applicable' };

/** Findings that the ways out when machines are short answer. */
const shortRules: readonly string[] = ['machines-short', 'settled-workers'];

/** What the planner noticed, worst first; then what is to be signed, and what nobody has answered. */
export function FindingsSection() {
  const { t } = useWords();
  const { plan } = useShownPlan();
  const found = (['blocker', 'warning', 'info'] as const).filter((severity) =>
    plan.findings.some((finding) => finding.severity === severity),
  );
  return (
    <>
      {found.length === 0 && (
        <Section title={t('plan.findings')}>
          <p>{t('plan.findings.none')}</p>
        </Section>
      )}
      {found.map((severity) => (
        <FindingList
          key={severity}
          severity={severity}
          findings={plan.findings.filter((finding) => finding.severity === severity)}
        />
      ))}
      <Deviations />
      <OpenQuestions />
    </>
  );
}

function FindingList({ severity, findings }: { readonly severity: Severity; readonly findings: readonly Finding[] }) {
  const { t, say } = useWords();
  return (
    <Section
      title={t(`plan.findings.${severity}`, { count: findings.length })}
      note={t(`plan.findings.${severity}.note`)}
    >
      <ul className="finding-list">
        {findings.map(({ rule, object, reason, remedy }) => (
          <li key={`${rule} ${object} ${reason.en}`}>
            <StateMark kind={marks[severity]} word={object} />
            <p>{say(reason)}</p>
            <p className="muted">
              {t('plan.remedy')} {say(remedy)}
              {shortRules.includes(rule) && (
                <>
                  {' '}
                  <a href={hrefOf('plan', 'negotiate', object.split('/')[0] ?? '')}>{t('plan.negotiate.link')}</a>
                </>
              )}
              <Technical>
                {' '}
                <code>{rule}</code>
              </Technical>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Deviations() {
  const { t, say } = useWords();
  const { deviations } = useShownPlan().plan;
  return (
    <Section title={t('plan.deviations')} note={t('plan.deviationsNote')}>
      <LongTable
        caption={t('plan.deviations')}
        columns={[t('plan.deviation.what'), t('word.machine'), t('plan.deviation.acceptance')]}
        empty={t('plan.deviations.none')}
        rows={deviations.map(({ id, meaning, machines, acceptance }) => ({
          key: id,
          text: `${id} ${machines.join(' ')}`,
          cells: [
            say(meaning),
            machines.join(', '),
            acceptance === null
              ? t('plan.notAccepted', { id })
              : `${t('plan.accepted', { by: acceptance.acceptedBy, reason: acceptance.reason })} (${acceptance.until})`,
          ],
        }))}
      />
    </Section>
  );
}

function OpenQuestions() {
  const { t, say } = useWords();
  const { openQuestions } = useShownPlan().plan;
  return (
    <Section title={t('plan.questions')} note={t('plan.questionsNote')}>
      <LongTable
        caption={t('plan.questions')}
        columns={[t('plan.question'), t('plan.question.assumed'), t('plan.question.try')]}
        empty={t('plan.questions.none')}
        rows={openQuestions.map(({ path, question, assumed }) => ({
          key: path,
          text: `${path} ${question.zh} ${question.en}`,
          cells: [
            say(question),
            say(assumed),
            <a key="try" href={hrefOf('plan', 'what-if', path)}>
              {path}
            </a>,
          ],
        }))}
      />
    </Section>
  );
}
