import { useOverview } from '../../app/queries.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';
import { Technical } from '../shared/technical.tsx';
import { NextStep } from './next-step.tsx';
import { Rehearsal } from './rehearsal.tsx';

export function HomePage() {
  const { t } = useWords();
  const { data, error } = useOverview();
  if (data === undefined) return error === null ? null : <Failure of={[error]} />;
  const { approval, bundle, planHash } = data;
  return (
    <Page
      title={data.siteName || t(data.isPractice ? 'practice.site' : 'shell.newSite')}
      lead={data.customer || t(data.isPractice ? 'home.practiceLead' : 'home.lead')}
    >
      {data.readOnlyReason !== undefined && <ErrorCard record={data.readOnlyReason} title={t('home.readOnly')} />}
      {data.isPractice ? <Rehearsal overview={data} /> : <NextStep stages={data.stages} />}
      <Section title={t('home.stages')}>
        <ol className="stage-list">
          {data.stages.map(({ id, state }) => (
            <li key={id}>
              <a href={hrefOf(id)}>
                <strong>{t(`stage.${id}`)}</strong>
                <StateMark kind={state} word={t(`state.${state}`)} />
                <span className="step-note">{t(`stage.${id}.short`)}</span>
              </a>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('home.facts')}>
        <KeyValues
          rows={[
            [t('home.path'), <code key="path">{data.path}</code>],
            [t('home.approval'), approval ? `${approval.by} · ${moment(approval.at)}` : t('home.none')],
            [t('home.bundle'), bundle ? `${bundle.name} ${bundle.version} · ${bundle.signer}` : t('home.none')],
          ]}
        />
        <Technical>
          <KeyValues
            rows={[
              [t('plan.hash'), planHash ? <Hash key="plan" value={planHash} /> : t('home.none')],
              [t('home.operation'), data.operationId ?? t('home.none')],
            ]}
          />
        </Technical>
      </Section>
    </Page>
  );
}
