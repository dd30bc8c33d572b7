import type { ExplainedInput, Explanation } from '../../../main/model/plan/explanation.ts';
import { formulaText } from '../../../main/model/plan/formula-words.ts';
import { hrefOf } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { Technical } from '../shared/technical.tsx';
import { amount, plainNumber } from './amount.ts';
import { answerWords } from './answers.ts';
import { inputWords } from './input-words.ts';
import { useShownPlan } from './plan-context.tsx';

/** One sentence, the formula, and every input down to where it comes from. */
export function ExplanationView({ explanation: { id, figure, inputs } }: { readonly explanation: Explanation }) {
  const { t, say, language } = useWords();
  return (
    <div className="explanation">
      <p className="explained-value">{amount(figure.value, figure.unit, language)}</p>
      <p>{say(figure.meaning)}</p>
      <dl className="explained">
        <dt>{t('plan.source')}</dt>
        <dd>
          {t(`source.${figure.source.kind}`)} <span className="muted">{figure.source.reference}</span>
        </dd>
        {figure.formula !== '' && (
          <>
            <dt>{t('plan.formula')}</dt>
            <dd lang="en">
              <code>{say(formulaText(figure.formula))}</code>
            </dd>
          </>
        )}
      </dl>
      {inputs.length > 0 && (
        <>
          <h3>{t('plan.inputs')}</h3>
          <ul className="explained-inputs">
            {inputs.map((input) => (
              <InputItem key={input.name} input={input} />
            ))}
          </ul>
        </>
      )}
      <Technical>
        <p className="muted">
          <code>ferryman explain {id}</code>
        </p>
      </Technical>
    </div>
  );
}

function InputItem({ input: { name, value, origin, because } }: { readonly input: ExplainedInput }) {
  const { t, say, language } = useWords();
  const { plan } = useShownPlan();
  const shown = typeof value === 'number' ? plainNumber(value) : answerWords(value, t);
  const [only] = because;
  return (
    <li>
      <p>
        {say(inputWords(name, plan))}{' '}
        <Technical>
          <code>{name}</code>{' '}
        </Technical>
        ={' '}
        <strong>
          {because.length === 1 && only !== undefined ? amount(only.figure.value, only.figure.unit, language) : shown}
        </strong>
      </p>
      <Origin origin={origin} />
      {because.length > 0 && (
        <details>
          <summary>
            {because.length === 1 && only !== undefined
              ? say(only.figure.meaning)
              : t('plan.explain.sumOf', { count: because.length })}
          </summary>
          {because.map((explanation) => (
            <ExplanationView key={explanation.id} explanation={explanation} />
          ))}
        </details>
      )}
    </li>
  );
}

/** Where a leaf comes from, and what can be done about it. */
function Origin({ origin }: { readonly origin: string }) {
  const { t, say } = useWords();
  const { plan } = useShownPlan();
  const at = origin.indexOf(':');
  const [kind, name] = [origin.slice(0, at), origin.slice(at + 1)];
  if (kind === 'assumption') {
    const title = plan.assumptions.find(({ id }) => id === name)?.title;
    return (
      <p className="muted">
        {t('plan.explain.assumption', { title: title === undefined ? name : say(title) })}{' '}
        <a href={hrefOf('plan', 'defaults', name)}>{t('plan.explain.change')}</a>
      </p>
    );
  }
  if (kind === 'answer') {
    return (
      <p className="muted">
        {t('plan.explain.answer', { path: name })}{' '}
        <a href={hrefOf('plan', 'what-if', name)}>{t('plan.explain.whatIf')}</a>
      </p>
    );
  }
  if (kind === 'catalog') return <p className="muted">{t('plan.explain.catalog', { name })}</p>;
  if (kind === 'site') return <p className="muted">{t('plan.explain.site')}</p>;
  return null;
}
