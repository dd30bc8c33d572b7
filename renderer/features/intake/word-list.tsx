import type { Field } from '../../../main/model/intake/question.ts';
import { useWords } from '../../i18n/words.ts';

interface WordListProps {
  readonly field: Field;
  readonly value: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly onKeep: (value: string) => void;
}

/** Several of a fixed set of words. */
export function WordList({ field, value, label, describedBy, onKeep }: WordListProps) {
  const { say, language } = useWords();
  const choices = field.choices ?? [];
  const written = value.split(';').map((word) => word.trim());
  const isChosen = ({ value: own, title }: (typeof choices)[number]) =>
    [String(own), title.zh, title.en].some((word) => written.includes(word));
  const change = (at: number, isOn: boolean) =>
    onKeep(
      choices
        .filter((choice, index) => (index === at ? isOn : isChosen(choice)))
        .map(({ title }) => title[language])
        .join('; '),
    );
  return (
    <fieldset className="word-list" aria-label={label} aria-describedby={describedBy}>
      {choices.map((choice, at) => (
        <label key={choice.title.en}>
          <input type="checkbox" checked={isChosen(choice)} onChange={({ target }) => change(at, target.checked)} />{' '}
          {say(choice.title)}
        </label>
      ))}
    </fieldset>
  );
}
