import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client.ts';

const soonMs = 2_000;
const laterMs = 15_000;

export type ReportLanguage = 'zh' | 'en' | 'both';

export function useReport(language: ReportLanguage) {
  const client = useClient();
  return useQuery({
    queryKey: ['report', language],
    queryFn: () => client.operation.readReport({ language }),
    placeholderData: (before) => before,
    // it may be written in another window, which the customer is waiting for
    refetchInterval: ({ state }) => (state.data == null ? soonMs : laterMs),
  });
}
