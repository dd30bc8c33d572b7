import { CloseOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Failure } from '../shared/failure.tsx';
import { useTerminal } from './use-terminal.ts';

/** A shell on this computer, below whatever page is open; it ends with the panel. */
export function TerminalPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const state = useTerminal(place);
  return (
    <section className="terminal-panel" aria-label={t('terminal.title')}>
      <div className="terminal-head">
        <strong>{t('terminal.title')}</strong>
        <span className="muted">{t('terminal.note')}</span>
        <span role="status" className="muted">
          {state.kind === 'starting' && t('terminal.starting')}
          {state.kind === 'cut' && t('terminal.cut')}
          {state.kind === 'exited' && t('terminal.exited', { exitCode: state.exitCode })}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('terminal.close')}
          title={t('terminal.close')}
          onClick={onClose}
        >
          <CloseOutlined />
        </button>
      </div>
      {state.kind === 'refused' ? <Failure of={[state.error]} /> : <div className="terminal-screen" ref={place} />}
    </section>
  );
}
