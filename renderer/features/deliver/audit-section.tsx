import { useSite } from '../../app/queries.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Failure } from '../shared/failure.tsx';

/** Whether the record of all that was done still holds, where it ends, and who vouches for it; that nobody does is said too. */
export function AuditSection() {
  const { t, say } = useWords();
  const { data, error } = useSite('audit');
  if (data === undefined) return <Failure of={[error]} />;
  const { entries, headHash, fault, checkpoint } = data;
  if (entries === 0) return null;
  const signature =
    checkpoint === undefined ? (
      <StateMark kind="unknown" word={t('audit.unsigned')} />
    ) : (
      <>
        {t('audit.signedBy', { signer: checkpoint.signer, entries: checkpoint.entries, at: moment(checkpoint.at) })}
        <br />
        <span className="muted">
          {say(checkpoint.spoken)}
          {!checkpoint.isKnownKey && ` · ${t('audit.unknownKey')}`}
        </span>
      </>
    );
  return (
    <Section title={t('audit.title')} note={t('audit.note')}>
      {fault !== undefined && <ErrorCard record={fault} />}
      <KeyValues
        rows={[
          [
            t('word.state'),
            fault === undefined ? (
              <StateMark key="state" kind="pass" word={t('audit.holds', { entries })} />
            ) : (
              <StateMark key="state" kind="fail" word={t('audit.broken')} />
            ),
          ],
          [t('audit.head'), <Hash key="head" value={headHash} />],
          [t('audit.signature'), <span key="signature">{signature}</span>],
        ]}
      />
    </Section>
  );
}
