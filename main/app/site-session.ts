import type { OpenedBundle } from '../bundle/open.ts';
import type { BundleTrust } from '../bundle/trust.ts';
import type { OperationEngine } from '../engine/operation-engine.ts';
import type { OperationStatus } from '../model/operation/operation-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClusterApiOpener } from '../ports/cluster-api.ts';
import type { PracticeSiteStarter } from '../ports/practice-site.ts';
import type { Printer } from '../ports/printer.ts';
import type { SitePusherOpener } from '../ports/registry-writer.ts';
import type { HostConnector } from '../ports/remote-host.ts';
import type { Secrets, SecretsSeal } from '../ports/secrets.ts';
import type { SiteStore } from '../ports/site-store.ts';
import type { WorkbookReader } from '../ports/workbook-reader.ts';
import type { BundleWork } from './bundle-work.ts';
import type { Registries } from './registries.ts';
import type { Terminals } from './terminals.ts';

/** What the use cases work with: one opened site and the adapters a host gives them. */
export interface SiteSession {
  readonly store: SiteStore;
  readonly connector: HostConnector;
  readonly secrets: Secrets;
  readonly seal: SecretsSeal;
  readonly clock: Clock;
  readonly registries: Registries;
  readonly openBundle: (directory: string, trust: BundleTrust) => Promise<OpenedBundle>;
  readonly openClusterApi: ClusterApiOpener;
  readonly openSitePusher: SitePusherOpener;
  readonly printer: Printer;
  readonly readWorkbook: WorkbookReader;
  /** Who sits here, as `person@computer`. */
  readonly operator: string;
  readonly version: string;
  /** Resolving and building bundles. */
  readonly bundles: BundleWork;
  /** Shells on this computer, for the engineer. */
  readonly terminals: Terminals;
  /** Ends when the session is closed. */
  readonly signal: AbortSignal;
  /** Only hosts that open practice sites give it. */
  readonly startPracticeSite: PracticeSiteStarter | undefined;
  /** The rehearsal begun last, if any; settles when its report is written, when it was stopped, or when it failed. */
  rehearsal: { readonly operationId: string; readonly ended: Promise<void> } | undefined;
  /** The operation under way in this process, if any. */
  current: RunningOperation | undefined;
}

export interface RunningOperation {
  readonly operationId: string;
  readonly engine: OperationEngine;
  /** Settles when nothing of it runs any more. */
  readonly ended: Promise<OperationStatus>;
}

/** Entries of the journal that belong to no operation. */
export const siteJournal = 'site';
