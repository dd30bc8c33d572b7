import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { answerAt, answerWords, commonAnswers, typed } from './answers.ts';
import type { QuestionProps } from './question-props.ts';

const otherPath = '';

/** One answer, what it is now, and what it might be. */
export function AnswerQuestion({ view: { requirements }, isAsking, onAsk }: QuestionProps) {
  const { t } = useWords();
  const id = useId();
  const [, named] = useRoutePart();
  const common = commonAnswers(requirements);
  const [chosen, setChosen] = useState(common[0]?.path ?? otherPath);
  const [written, setWritten] = useState('');
  const [value, setValue] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  useEffect(() => {
    if (named === undefined) return;
    const isCommon = commonAnswers(requirements).some(({ path }) => path === named);
    setChosen(isCommon ? named : otherPath);
    setWritten(isCommon ? '' : named);
    setValue('');
  }, [named, requirements]);
  const answer = common.find(({ path }) => path === chosen);
  const path = chosen === otherPath ? written.trim() : chosen;
  const now = answerAt(requirements, path);
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setEmpty(value.trim() === '' || path === '');
        if (value.trim() !== '' && path !== '') onAsk({ answers: [{ path, value: typed(value.trim()) }] });
      }}
    >
      <div className="field-row">
        <div className="field">
          <label htmlFor={`${id}-answer`}>{t('plan.whatIf.which')}</label>
          <select
            id={`${id}-answer`}
            value={chosen}
            onChange={({ target }) => {
              setChosen(target.value);
              setValue('');
            }}
          >
            {common.map((each) => (
              <option key={each.path} value={each.path}>
                {t(each.label)}
                {each.of !== '' && ` · ${each.of}`}
              </option>
            ))}
            <option value={otherPath}>{t('plan.whatIf.other')}</option>
          </select>
        </div>
        {chosen === otherPath && (
          <div className="field">
            <label htmlFor={`${id}-path`}>{t('plan.whatIf.path')}</label>
            <Input
              id={`${id}-path`}
              className="code"
              placeholder="modules.design-api.perPodConcurrency"
              value={written}
              onChange={({ target }) => setWritten(target.value)}
            />
          </div>
        )}
        <div className="field">
          <label htmlFor={`${id}-value`}>{t('plan.whatIf.value')}</label>
          {answer?.choices === undefined ? (
            <Input
              id={`${id}-value`}
              value={value}
              aria-invalid={isEmpty}
              aria-describedby={`${id}-now`}
              onChange={({ target }) => setValue(target.value)}
            />
          ) : (
            <select
              id={`${id}-value`}
              value={value}
              aria-invalid={isEmpty}
              aria-describedby={`${id}-now`}
              onChange={({ target }) => setValue(target.value)}
            >
              <option value="">{t('plan.whatIf.choose')}</option>
              {answer.choices.map((choice) => (
                <option key={choice} value={choice}>
                  {answerWords(choice, t)}
                </option>
              ))}
            </select>
          )}
        </div>
      </div>
      <p className="muted" id={`${id}-now`}>
        {now === '' ? t('plan.whatIf.nobody') : t('plan.whatIf.now', { value: answerWords(now, t) })}
      </p>
      {isEmpty && (
        <p className="is-bad" role="alert">
          {t('plan.whatIf.wanted')}
        </p>
      )}
      <div>
        <Button type="primary" htmlType="submit" loading={isAsking}>
          {t('plan.whatIf.ask')}
        </Button>
      </div>
    </form>
  );
}
