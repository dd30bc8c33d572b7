import type { PushedView } from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { bytes } from '../../ui/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** What went into a registry, and what was there already. */
export function PushResult({ pushed }: { readonly pushed: PushedView }) {
  const { t } = useWords();
  const { registry, unchanged, reduced, createdProjects, sentBytes, sentBlobs, mountedBlobs } = pushed;
  return (
    <>
      <p>{t('bundle.push.done', { registry, count: pushed.pushed.length, unchanged: unchanged.length })}</p>
      <p className="muted">
        {t('bundle.push.sent', { count: sentBlobs, bytes: bytes(sentBytes), mounted: mountedBlobs })}
      </p>
      {createdProjects.length > 0 && (
        <p className="wrap-anywhere">{t('bundle.pushTo.created', { names: createdProjects.join(' · ') })}</p>
      )}
      {pushed.pushed.length > 0 && (
        <ul className="bullets">
          {pushed.pushed.map((name) => (
            <li key={name} className="wrap-anywhere">
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
      {reduced.map((name) => (
        <p key={name} className="wrap-anywhere">
          <StateMark kind="warn" word={t('bundle.push.reduced', { name })} />
        </p>
      ))}
    </>
  );
}
