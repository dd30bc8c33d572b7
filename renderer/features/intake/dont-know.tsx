import { Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';

interface DontKnowProps {
  /** Undefined while nobody said so. */
  readonly note: string | undefined;
  readonly ask: string;
  readonly onChange: (note: string | null) => void;
}

/** "I don't know", and who might. */
export function DontKnow({ note, ask, onChange }: DontKnowProps) {
  const { t } = useWords();
  const [text, setText] = useState(note ?? '');
  const [isUnknown, setIsUnknown] = useState(note !== undefined);
  useEffect(() => {
    setText(note ?? '');
    setIsUnknown(note !== undefined);
  }, [note]);
  return (
    <div className="dont-know">
      <Checkbox
        checked={isUnknown}
        onChange={({ target }) => {
          setIsUnknown(target.checked);
          onChange(target.checked ? text : null);
        }}
      >
        {t('intake.dontKnow')}
      </Checkbox>
      <span className="muted">→ {ask}</span>
      {isUnknown && (
        <Input
          size="small"
          maxLength={280}
          aria-label={t('intake.askWhom')}
          placeholder={t('intake.askWhom')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onBlur={() => text !== note && onChange(text)}
        />
      )}
    </div>
  );
}
