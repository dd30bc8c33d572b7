import type { InspectView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** What a bundle was proven complete for, who answers where it was not, and who decided on licences. */
export function BuildProof({ manifest }: { readonly manifest: InspectView['manifest'] }) {
  const { t } = useWords();
  const { closure, unproven, licenceDecisions = [] } = manifest;
  const waiver = closure?.waiver;
  return (
    <>
      {closure === undefined && <StateMark kind="warn" word={t('bundle.built.unproven')} />}
      {unproven !== undefined && (
        <p className="notice wrap-anywhere">
          {t('bundle.built.answered', { by: unproven.by, reason: unproven.reason })}
        </p>
      )}
      {closure !== undefined && waiver === undefined && (
        <StateMark kind="pass" word={t('bundle.built.complete', { site: closure.site, needs: closure.needs })} />
      )}
      {waiver !== undefined && (
        <p className="notice wrap-anywhere">
          {t('bundle.built.waived', { count: waiver.missing.length, by: waiver.by, reason: waiver.reason })}
        </p>
      )}
      {licenceDecisions.map(({ what, by, on, reason }) => (
        <p key={what} className="wrap-anywhere">
          {t('bundle.built.licence', { what, by, on, reason })}
        </p>
      ))}
    </>
  );
}
