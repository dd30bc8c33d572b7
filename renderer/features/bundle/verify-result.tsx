import type { VerifiedView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Sound or not, each problem by name, and the key for comparing over the telephone. */
export function VerifyResult({ verified }: { readonly verified: VerifiedView }) {
  const { t, say, language } = useWords();
  const { bundle, volumeCount, soundVolumes, missingVolumes, problems } = verified;
  const listed = (numbers: readonly number[]) => numbers.join(language === 'zh' ? '、' : ', ');
  return (
    <>
      {problems.length === 0 && bundle !== null && (
        <p>
          <StateMark
            kind="pass"
            word={t('bundle.verify.sound', { name: bundle.name, version: bundle.version, signer: bundle.signer.name })}
          />
        </p>
      )}
      {problems.length > 0 && <StateMark kind="fail" word={t('bundle.verify.bad', { count: problems.length })} />}
      {soundVolumes.length > 0 && (
        <p>{t('bundle.verify.volumes', { sound: listed(soundVolumes), count: volumeCount })}</p>
      )}
      {missingVolumes.length > 0 && <p>{t('bundle.verify.elsewhere', { missing: listed(missingVolumes) })}</p>}
      {bundle !== null && (
        <p>
          <span className="muted">{t('bundle.fingerprint')}</span> <code>{say(bundle.signer.spoken)}</code>
        </p>
      )}
      {bundle !== null && !bundle.isTrustedBySite && <p className="notice">{t('bundle.verify.untrusted')}</p>}
      {problems.map((problem) => (
        <ErrorCard key={`${problem.code} ${problem.message.en}`} record={problem} />
      ))}
    </>
  );
}
