import { Input } from 'antd';
import { useId } from 'react';
import type { ErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { useWords } from '../i18n/words.ts';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly isSecret?: boolean;
  /** What is wrong with what stands here, said beside it. */
  readonly problem?: ErrorRecord | undefined;
}

/** A path or a word, typed; what it is for, and what is wrong with it, below. */
export function TextField({ label, value, onChange, hint, isSecret = false, problem }: TextFieldProps) {
  const { say } = useWords();
  const id = useId();
  const below = problem !== undefined || hint !== undefined;
  const given = {
    id,
    value,
    spellCheck: false,
    'aria-invalid': problem !== undefined,
    'aria-describedby': below ? `${id}-below` : undefined,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {isSecret ? <Input.Password {...given} autoComplete="off" visibilityToggle={false} /> : <Input {...given} />}
      {problem !== undefined && (
        <span id={`${id}-below`} className="is-bad wrap-anywhere" role="alert">
          {say(problem.message)} {say(problem.remedy)}
        </span>
      )}
      {problem === undefined && hint !== undefined && (
        <span id={`${id}-below`} className="muted">
          {hint}
        </span>
      )}
    </div>
  );
}
