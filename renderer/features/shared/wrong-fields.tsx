import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { listedProblems } from './listed-problems.ts';

/** Each wrong field or cell on a line of its own. */
export function WrongFields({ record, title }: { readonly record: ErrorRecord; readonly title: string }) {
  const { say } = useWords();
  const { lead, problems } = listedProblems(record, say(record.message));
  if (problems.length === 0) return <ErrorCard record={record} title={title} />;
  return (
    <ErrorCard record={record} title={title}>
      <p>{lead}</p>
      <ul className="bullets">
        {problems.map((problem) => (
          <li key={problem} lang={record.code === 'REQ_E0002' ? 'en' : undefined}>
            <code>{problem}</code>
          </li>
        ))}
      </ul>
    </ErrorCard>
  );
}
