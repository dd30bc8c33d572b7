import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { type ErrorRecord, toErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { useWords } from '../i18n/words.ts';
import { ErrorCard } from '../ui/error-card.tsx';

/** A fault of a view takes only the view away, never the work: says so with its code, and offers to load the page anew. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, { readonly record?: ErrorRecord }> {
  override state: { readonly record?: ErrorRecord } = {};

  static getDerivedStateFromError(error: unknown): { record: ErrorRecord } {
    return { record: toErrorRecord(error) };
  }

  override render(): ReactNode {
    return this.state.record === undefined ? this.props.children : <Crashed record={this.state.record} />;
  }
}

function Crashed({ record }: { readonly record: ErrorRecord }) {
  const { t } = useWords();
  return (
    <main className="page">
      <ErrorCard record={record} />
      <p>{t('crash.workGoesOn')}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t('crash.reload')}
      </Button>
    </main>
  );
}
