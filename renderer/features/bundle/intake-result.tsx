import type { IntakeView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { bytes } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Whole, or what is still to come by number and what is damaged by name. */
export function IntakeResult({ intake }: { readonly intake: IntakeView }) {
  const { t, language } = useWords();
  const { name, version, directory, isUsed, volumeCount, missingVolumes, damaged } = intake;
  const { readBytes, linkedBytes, missingBytes } = intake;
  const isWhole = directory !== null;
  const missing = missingVolumes.join(language === 'zh' ? '、' : ', ');
  return (
    <>
      <p>
        <StateMark
          kind={isWhole ? 'done' : 'attention'}
          word={
            isWhole
              ? t('bundle.takeIn.whole', { name, version })
              : t('bundle.takeIn.notWhole', { name, version, bytes: bytes(missingBytes) })
          }
        />
      </p>
      {isUsed && <p>{t('bundle.takeIn.used')}</p>}
      <p className="muted">{t('bundle.takeIn.read', { read: bytes(readBytes), linked: bytes(linkedBytes) })}</p>
      {missingVolumes.length > 0 && (
        <p className="notice">{t('bundle.takeIn.missing', { missing, count: volumeCount })}</p>
      )}
      {damaged.map((problem) => (
        <ErrorCard key={`${problem.code} ${problem.message.en}`} record={problem} />
      ))}
      {damaged.length > 0 && !isWhole && <p>{t('bundle.takeIn.again')}</p>}
    </>
  );
}
