import { Input } from 'antd';
import { useId } from 'react';
import type { Field } from '../../../main/model/intake/question.ts';
import { type Text, text } from '../../../main/model/text.ts';
import { useWords } from '../../i18n/words.ts';
import { WordList } from './word-list.tsx';

interface CellControlProps {
  readonly field: Field;
  readonly value: string;
  readonly label: string;
  readonly isWrong: boolean;
  readonly describedBy?: string | undefined;
  readonly isInTable?: boolean;
  readonly onWrite: (value: string) => void;
  /** The field was left, or a word was chosen. */
  readonly onKeep: (value: string) => void;
}

const yesNo: readonly Text[] = [text('是', 'yes'), text('否', 'no')];

/** What one cell is written with: a choice, a text with words offered, or several lines. */
export function CellControl({
  field,
  value,
  label,
  isWrong,
  describedBy,
  isInTable,
  onWrite,
  onKeep,
}: CellControlProps) {
  const { t, say, language } = useWords();
  const listId = useId();
  const common = { 'aria-label': label, 'aria-invalid': isWrong, 'aria-describedby': describedBy };
  const words = field.kind === 'yes-no' ? yesNo : (field.choices ?? []).map(({ title }) => title);
  if (field.kind === 'choice' || field.kind === 'yes-no') {
    const chosen = words.find((word) => [word.zh, word.en].includes(value));
    return (
      <select
        {...common}
        className="choice"
        value={chosen === undefined ? value : say(chosen)}
        onChange={({ target }) => onKeep(target.value)}
      >
        <option value="">{isInTable ? '' : t('intake.choose')}</option>
        {value !== '' && chosen === undefined && <option value={value}>{value}</option>}
        {words.map((word) => (
          <option key={word.en} value={word[language]}>
            {say(word)}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'list' && field.of === 'choice')
    return <WordList {...{ field, value, label, describedBy, onKeep }} />;
  const written = {
    ...common,
    value,
    status: isWrong ? ('error' as const) : ('' as const),
    placeholder: isInTable || field.example === undefined ? '' : say(field.example),
    autoComplete: 'off',
    spellCheck: false,
    onBlur: () => onKeep(value),
  };
  if (field.kind === 'list' && !isInTable)
    return <Input.TextArea {...written} rows={2} onChange={({ target }) => onWrite(target.value)} />;
  const offers = words.length > 0 && field.kind !== 'list';
  return (
    <>
      <Input {...written} list={offers ? listId : undefined} onChange={({ target }) => onWrite(target.value)} />
      {offers && (
        <datalist id={listId}>
          {words.map((word) => (
            <option key={word.en} value={say(word)} />
          ))}
        </datalist>
      )}
    </>
  );
}
