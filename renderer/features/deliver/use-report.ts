import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client.ts';

export type ReportLanguage = 'zh' | 'en' | 'both';

export function useReport(language: ReportLanguage) {
  const client = useClient();
  return useQuery({
    queryKey: ['report', language],
    queryFn: () => client.operation.readReport({ language }),
    placeholderData: (before) => before,
  });
}
