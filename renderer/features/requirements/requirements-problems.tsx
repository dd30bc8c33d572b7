import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';

/** Each wrong field on a line of its own. */
export function RequirementsProblems({ record }: { readonly record: ErrorRecord }) {
  const { t, say } = useWords();
  const title = t('requirements.refused');
  if (record.code !== 'REQ_E0002') return <ErrorCard record={record} title={title} />;
  const message = say(record.message);
  const start = message.search(/[:：]/);
  return (
    <ErrorCard record={record} title={title}>
      <p>{message.slice(0, start)}</p>
      <ul className="bullets">
        {message
          .slice(start + 1)
          .split('; ')
          .map((problem) => (
            <li key={problem} lang="en">
              <code>{problem.trim()}</code>
            </li>
          ))}
      </ul>
    </ErrorCard>
  );
}
