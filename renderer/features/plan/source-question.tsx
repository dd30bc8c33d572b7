import { Button } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import type { QuestionProps } from './question-props.ts';

/** The whole requirements as text, to try several answers at once. */
export function SourceQuestion({ view, isAsking, onAsk }: QuestionProps) {
  const { t } = useWords();
  const id = useId();
  const [source, setSource] = useState(view.source);
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({ source });
      }}
    >
      <label htmlFor={id}>{t('plan.whatIf.text')}</label>
      <textarea
        id={id}
        className="code editor"
        rows={18}
        spellCheck={false}
        value={source}
        onChange={({ target }) => setSource(target.value)}
      />
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isAsking}>
          {t('plan.whatIf.ask')}
        </Button>
        <Button onClick={() => setSource(view.source)}>{t('plan.whatIf.reset')}</Button>
      </div>
    </form>
  );
}
