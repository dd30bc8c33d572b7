import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';
import { useWords } from '../../i18n/words.ts';
import { ErrorCard } from '../../ui/error-card.tsx';

/** Errors that name several places. */
const lists = ['REQ_E0002', 'REQ_E0006'];

/** Each wrong field or cell on a line of its own. */
export function WrongFields({ record, title }: { readonly record: ErrorRecord; readonly title: string }) {
  const { say } = useWords();
  if (!lists.includes(record.code)) return <ErrorCard record={record} title={title} />;
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
            <li key={problem} lang={record.code === 'REQ_E0002' ? 'en' : undefined}>
              <code>{problem.trim()}</code>
            </li>
          ))}
      </ul>
    </ErrorCard>
  );
}
