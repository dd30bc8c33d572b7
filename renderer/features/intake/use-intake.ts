import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client.ts';
import { useWords } from '../../i18n/words.ts';

/** The questions with what is known, in the language of the interface. */
export function useIntake() {
  const client = useClient();
  const { language } = useWords();
  return useQuery({
    queryKey: ['site', 'intake', language],
    queryFn: () => client.intake.read({ language }),
    placeholderData: keepPreviousData,
  });
}
