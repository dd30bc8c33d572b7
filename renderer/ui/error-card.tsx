import { CloseCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { useWords } from '../i18n/words.ts';

interface ErrorCardProps {
  readonly record: ErrorRecord;
  readonly title?: string;
  /** In place of the message, where it can be told better than in one sentence. */
  readonly children?: ReactNode;
}

/** What happened, what to do, who can do it; code and evidence folded away. */
export function ErrorCard({ record, title, children }: ErrorCardProps) {
  const { t, say } = useWords();
  const { code, source, remedy, message, evidence, target } = record;
  return (
    <div className="error-card" role="alert">
      <CloseCircleFilled aria-hidden className="error-icon" />
      <div>
        {title !== undefined && <h2>{title}</h2>}
        {children ?? <p className="error-message">{say(message)}</p>}
        <p>
          <strong>{t('error.next')}</strong> {say(remedy)}
        </p>
        <details>
          <summary>{t('error.details')}</summary>
          <p className="muted">
            {t('error.who')} {t(`error.source.${source}`)}
            {code !== '' && (
              <>
                {' · '}
                <code>{code}</code>
              </>
            )}
            {target !== undefined && ` · ${target}`}
          </p>
          {evidence !== undefined && <pre>{evidence}</pre>}
        </details>
      </div>
    </div>
  );
}
