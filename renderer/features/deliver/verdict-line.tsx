import type { ReportView } from '../../../main/contract/operation.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

const kinds = { READY: 'pass', 'READY WITH ACTIONS': 'warn', INCOMPLETE: 'unknown', 'NOT READY': 'fail' } as const;

export function VerdictLine({ report: { verdict, createdAt, hash } }: { readonly report: ReportView }) {
  const { t } = useWords();
  return (
    <>
      <p className="verdict">
        <StateMark kind={kinds[verdict]} word={t(`verdict.${verdict}`)} />
      </p>
      <p>{t(`verdict.${verdict}.means`)}</p>
      <p className="muted">
        {t('deliver.made', { at: moment(createdAt) })} · <Hash value={hash} />
      </p>
    </>
  );
}
