import type { HostFacts } from '../model/site/host-facts.ts';
import type { ArtifactSource } from '../ports/artifact-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostPool } from '../ports/host-pool.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { JournalStore, LogStore, OperationRecord } from '../ports/site-store.ts';
import type { EngineStepKind, SiteRegistryOpener } from '../ports/step-context.ts';

/** What an engine is made of, for one run of one operation. */
export interface EngineParts {
  readonly operation: OperationRecord;
  readonly store: JournalStore & LogStore;
  readonly kinds: readonly EngineStepKind[];
  readonly hosts: HostPool;
  readonly artifacts: ArtifactSource;
  readonly openSiteRegistry: SiteRegistryOpener;
  readonly secrets: Secrets;
  readonly facts: (machine: string) => HostFacts;
  /** The machine `site` steps work from. */
  readonly siteMachine: string;
  readonly clock: Clock;
  readonly fence: number;
  /** Version and place of this engine, for the journal. */
  readonly engineName: string;
}
