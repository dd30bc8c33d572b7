import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
  planHead: (client: Client) => client.plan.readHead(),
  planRevisions: (client: Client) => client.plan.listRevisions(),
  plannerDefaults: (client: Client) => client.plan.listDefaults(),
  documents: (client: Client) => client.plan.listDocuments(),
  steps: (client: Client) => client.plan.steps(),
  bundle: (client: Client) => client.plan.readBundle(),
  signingKeys: (client: Client) => client.bundle.listKeys(),
  preflight: (client: Client) => client.hosts.readPreflight(),
  verification: (client: Client) => client.operation.readVerification(),
  registryPassword: (client: Client) => client.site.registryPassword(),
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

/** The plan, read whole only when it is another; `everyMs` asks for its head alone. */
export function usePlan({ everyMs = 0 } = {}) {
  const client = useClient();
  const head = useSite('planHead', { everyMs });
  const whole = useQuery({
    queryKey: ['plan-of', head.data?.hash],
    queryFn: () => client.plan.read(),
    enabled: Boolean(head.data),
    staleTime: Number.POSITIVE_INFINITY,
    // the page stays as it is until the other plan is there
    placeholderData: keepPreviousData,
  });
  const shown = whole.isPlaceholderData || !head.data || !whole.data ? whole.data : { ...whole.data, ...head.data };
  const view = head.data === null ? null : shown;
  return { view, error: head.error ?? whole.error };
}

/** What two revisions of the plan differ in. They never change, so it is asked once. */
export function useDifference(from: number, to: number) {
  const client = useClient();
  return useQuery({
    queryKey: ['difference', from, to],
    queryFn: () => client.plan.diff({ from, to }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How a figure of this very plan came about. */
export function useExplanation(planHash: string, figure: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['explanation', planHash, figure],
    queryFn: () => client.plan.explain({ figure }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A call that only asks: nothing shown has to be read again. */
export function useAsk<Input, Output>(ask: (client: Client, input: Input) => Promise<Output>) {
  const client = useClient();
  return useMutation({ mutationFn: (input: Input) => ask(client, input) });
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
