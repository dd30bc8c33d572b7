import { recordOf } from '../../app/error-record.ts';
import { ErrorCard } from '../../ui/error-card.tsx';

/** The error of a call, or nothing; where several calls share a place, the first that failed. */
export function Failure({ of: errors }: { readonly of: readonly unknown[] }) {
  const error = errors.find((each) => each !== null && each !== undefined);
  return error === undefined ? null : <ErrorCard record={recordOf(error)} />;
}
