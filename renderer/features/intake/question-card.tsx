import { useId } from 'react';
import type { IntakeView } from '../../../main/contract/intake.contract.ts';
import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import type { AnswerState, QuestionState } from '../../../main/model/intake/answers.ts';
import type { Question } from '../../../main/model/intake/question.ts';
import { recordOf } from '../../app/error-record.ts';
import { useWords } from '../../i18n/words.ts';
import { moment } from '../../ui/format.ts';
import { type MarkKind, StateMark } from '../../ui/state-mark.tsx';
import { listedProblems } from '../shared/listed-problems.ts';
import { CellControl } from './cell-control.tsx';
import { DontKnow } from './dont-know.tsx';
import { RowTable } from './row-table.tsx';
import { type Speaker, useAnswer } from './use-answer.ts';

const marks: Readonly<Record<AnswerState, MarkKind>> = {
  answered: 'done',
  unknown: 'unknown',
  open: 'waiting',
  optional: 'not-applicable',
  conflict: 'attention',
};

interface QuestionCardProps {
  readonly question: Question;
  readonly view: IntakeView;
  readonly speaker?: Speaker | undefined;
}

/** One question: why it is asked, an example, what is taken otherwise, who knows; its answer saves itself. */
export function QuestionCard({ question, view, speaker }: QuestionCardProps) {
  const { t, say } = useWords();
  const ids = useId();
  const answer = useAnswer(question, view, speaker);
  const states = view.completeness.states.filter((candidate) => candidate.question === question.id);
  const [state, ...openRows] = states;
  const problem = answer.error === null ? undefined : recordOf(answer.error);
  const problems = problem === undefined ? [] : problemsOf(problem, say(problem.message));
  const describedBy = `${ids}-why ${ids}-problem`;
  const title = say(question.title);
  return (
    <section className="question" aria-labelledby={`${ids}-title`} data-question={question.id}>
      <div className="question-head">
        <h3 id={`${ids}-title`}>
          {title}
          {question.need === 'must' && <span className="needed"> {t('intake.must')}</span>}
        </h3>
        {state !== undefined && <StateMark kind={marks[state.state]} word={t(`intake.state.${state.state}`)} />}
      </div>
      <p className="muted" id={`${ids}-why`}>
        {say(question.why)}
      </p>
      {question.form === 'field' ? (
        <div className="answer-line">
          <CellControl
            field={question}
            value={String(answer.cells)}
            label={title}
            isWrong={problem !== undefined}
            describedBy={describedBy}
            onWrite={answer.write}
            onKeep={answer.keep}
          />
          {question.unit !== undefined && <span className="muted">{say(question.unit)}</span>}
        </div>
      ) : (
        <RowTable
          question={question}
          rows={Array.isArray(answer.cells) ? answer.cells : []}
          isWrong={problem !== undefined}
          describedBy={describedBy}
          onWrite={answer.write}
          onKeep={answer.keep}
        />
      )}
      <div id={`${ids}-problem`} aria-live="polite">
        {problems.map((each) => (
          <p key={each} className="problem">
            {t('intake.notKept', { problem: each })}
          </p>
        ))}
      </div>
      <Facts question={question} state={state} isSaved={answer.isSaved} />
      {openRows.map(({ title: open, assumed }) => (
        <p key={open.en} className="muted">
          ○ {say(open)} {assumed !== undefined && t('intake.meanwhile', { assumed: say(assumed) })}
        </p>
      ))}
      {state?.state !== 'answered' && (
        <DontKnow
          note={state?.state === 'unknown' ? (state.note ?? '') : undefined}
          ask={say(question.ask)}
          onChange={answer.dontKnow}
        />
      )}
    </section>
  );
}

function problemsOf(record: ErrorRecord, message: string): string[] {
  const { lead, problems } = listedProblems(record, message);
  return problems.length === 0 ? [lead] : problems;
}

interface FactsProps {
  readonly question: Question;
  readonly state: QuestionState | undefined;
  readonly isSaved: boolean;
}

function Facts({ question, state, isSaved }: FactsProps) {
  const { t, say } = useWords();
  const { example, who } = question;
  const given = state?.provenance;
  const facts = [
    ...(example === undefined ? [] : [t('intake.example', { example: say(example) })]),
    ...(state?.assumed === undefined ? [] : [t('intake.meanwhile', { assumed: say(state.assumed) })]),
    t('intake.who', { who: say(who) }),
    ...(given === undefined
      ? []
      : [t('intake.given', { by: given.by, at: moment(given.at), way: t(`intake.way.${given.way}`) })]),
  ];
  return (
    <p className="question-facts muted">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      <span role="status" className="is-good">
        {isSaved && t('intake.kept')}
      </span>
    </p>
  );
}
