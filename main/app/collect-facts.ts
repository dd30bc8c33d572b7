import { Readable } from 'node:stream';
import { z } from 'zod';
import { readClock } from '../checks/read-clock.ts';
import { RunnerPool } from '../engine/runner/runner-pool.ts';
import { ErrorRecord, FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { HostFacts } from '../model/site/host-facts.ts';
import type { ArtifactSource } from '../ports/artifact-source.ts';
import type { HostPool } from '../ports/host-pool.ts';
import { factsScript } from '../steps/trust/facts.ts';
import { hostAddresses } from './host-addresses.ts';
import { needRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

/** `clock` is null for facts somebody brought in a file: nothing was compared then. */
const MachineFacts = z.object({
  facts: HostFacts,
  clock: z.object({ offsetMs: z.number(), tookMs: z.number() }).nullable().default(null),
});
const KnownFacts = z.object({
  facts: z.record(z.string(), MachineFacts),
  failures: z.record(z.string(), ErrorRecord),
  collectedAt: z.string(),
});
export type KnownFacts = z.infer<typeof KnownFacts>;

/** What the machines said of themselves when they were last asked; empty when they never were. */
export function knownFacts({ store }: SiteSession): KnownFacts {
  const document = store.latestDocument('facts');
  return document === undefined ? { facts: {}, failures: {}, collectedAt: '' } : KnownFacts.parse(document.content);
}

/** Facts by machine, without the clocks: what the planner and the steps want. */
export function plainFacts(session: SiteSession): Record<string, HostFacts> {
  return Object.fromEntries(Object.entries(knownFacts(session).facts).map(([name, { facts }]) => [name, facts]));
}

/** Asks every machine, all at once, one exec each and a look at its clock. Who cannot be asked is kept with the reason. */
export async function collectFacts(session: SiteSession): Promise<KnownFacts> {
  const machines = needRequirements(session).machines.filter(({ role }) => role !== 'jump');
  const pool = poolFor(session, noArtifacts);
  try {
    const facts: KnownFacts['facts'] = {};
    const failures: KnownFacts['failures'] = {};
    await Promise.all(
      machines.map(async ({ name, access }) => {
        try {
          facts[name] = await factsOf(session, pool, name, access.user);
        } catch (error) {
          failures[name] = toErrorRecord(error);
        }
      }),
    );
    const known = { facts, failures, collectedAt: session.clock.now() };
    session.store.saveDocument('facts', known);
    return known;
  } finally {
    await pool.close();
  }
}

/** Links to the site's machines, for work without or with a bundle. */
export function poolFor(session: SiteSession, artifacts: ArtifactSource): HostPool {
  const { connector, secrets, clock } = session;
  const addresses = hostAddresses(needRequirements(session).machines);
  const addressOf = (machine: string) => {
    const address = addresses.get(machine);
    if (address === undefined) throw new FerrymanError('INPUT_E0001', { detail: `there is no machine ${machine}` });
    return address;
  };
  return new RunnerPool({ connector, addressOf, artifacts, secrets, clock });
}

async function factsOf(
  { signal, clock }: SiteSession,
  pool: HostPool,
  name: string,
  user: string,
): Promise<z.infer<typeof MachineFacts>> {
  const runner = await pool.runner(name, { runKey: 'facts', fence: 0, signal, onLog: () => undefined });
  const { exitCode, stdout, stderr } = await runner.observe(factsScript, [user]);
  const parsed = exitCode === 0 ? HostFacts.safeParse(parseJson(stdout)) : undefined;
  if (parsed?.success) {
    const { offsetMs, tookMs } = await readClock(runner, clock);
    return { facts: parsed.data, clock: offsetMs === undefined ? null : { offsetMs, tookMs } };
  }
  const issue = parsed?.error.issues[0];
  const detail = issue === undefined ? stderr.slice(-300) : `${issue.path.join('.')}: ${issue.message}`;
  throw new FerrymanError(
    'HOST_E0003',
    { machine: name, script: factsScript.name, exitCode, detail },
    { target: name, evidence: stdout.slice(0, 2_000) },
  );
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** For work that carries nothing to a machine. */
export const noArtifacts: ArtifactSource = { manifestHash: '', sizeOf: () => undefined, read: () => Readable.from([]) };
