import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Client, useClient } from './client.ts';

const overviewEveryMs = 3_000;

export function useOverview() {
  const client = useClient();
  return useQuery({ queryKey: ['overview'], queryFn: () => client.site.overview(), refetchInterval: overviewEveryMs });
}

/** What the site holds, by the name of what is read. */
const readers = {
  requirements: (client: Client) => client.site.readRequirements(),
  hosts: (client: Client) => client.hosts.list(),
  plan: (client: Client) => client.plan.read(),
  documents: (client: Client) => client.plan.listDocuments(),
  steps: (client: Client) => client.plan.steps(),
  bundle: (client: Client) => client.plan.readBundle(),
  preflight: (client: Client) => client.hosts.readPreflight(),
  verification: (client: Client) => client.operation.readVerification(),
  audit: (client: Client) => client.audit.read(),
} as const;
type Readers = typeof readers;
type SiteData = { [Name in keyof Readers]: Awaited<ReturnType<Readers[Name]>> };

/** `everyMs`: for what another window may change while somebody waits for it here. */
export function useSite<Name extends keyof Readers>(name: Name, { isWanted = true, everyMs = 0 } = {}) {
  const client = useClient();
  return useQuery<SiteData[Name]>({
    queryKey: ['site', name],
    queryFn: async () => (await readers[name](client)) as SiteData[Name],
    enabled: isWanted,
    refetchInterval: everyMs === 0 ? false : everyMs,
  });
}

/** A call that changes something; everything shown is read again afterwards, whether it went well or not. */
export function useAct<Input, Output>(act: (client: Client, input: Input) => Promise<Output>) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => act(client, input),
    onSettled: () => queries.invalidateQueries(),
  });
}
