import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client.ts';
import { useWords } from '../../i18n/words.ts';

/** The questions with what is known, in the language of the interface; of the customer's side those of one contact. */
export function useIntake(contact?: string) {
  const client = useClient();
  const { language } = useWords();
  return useQuery({
    queryKey: ['site', 'intake', contact, language],
    queryFn: () => client.intake.read({ language, contact }),
    // another language keeps the page; another person begins anew
    placeholderData: (before, query) => (query?.queryKey[2] === contact ? before : undefined),
  });
}
