import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { browserPrinter } from '../adapters/printer/browser-printer.ts';
import { localTerminals } from '../adapters/pty/local-terminals.ts';
import { MemorySecrets } from '../adapters/secrets/memory-secrets.ts';
import { openSecrets, sealSecrets } from '../adapters/secrets/sealed-secrets.ts';
import { siteFiles } from '../adapters/sqlite/site-file.ts';
import { defaultAgentSocket } from '../adapters/ssh/authentication.ts';
import { SshConnector } from '../adapters/ssh/ssh-connector.ts';
import { workbookReader } from '../adapters/workbook/workbook-reader.ts';
import { BundleWork } from '../app/bundle-work.ts';
import { registries } from '../app/registries.ts';
import type { SiteSession } from '../app/site-session.ts';
import { Terminals } from '../app/terminals.ts';
import { openBundle } from '../bundle/open.ts';
import type { Clock } from '../ports/clock.ts';
import type { PracticeSiteStarter } from '../ports/practice-site.ts';
import type { CommandObserver } from '../ports/remote-host.ts';
import type { SiteStore } from '../ports/site-store.ts';
import { cacheDirectory } from './cache-directory.ts';
import { keyDirectory } from './key-directory.ts';
import { openNetwork, openSitePusher, registryPusherOpener } from './open-network.ts';
import { version } from './version.ts';

export interface SessionOptions {
  readonly store: SiteStore;
  /** Brings a secret by name; undefined where nobody can be asked. */
  readonly askSecret: (name: string) => Promise<string | undefined>;
  readonly knownSecrets?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly observer?: CommandObserver;
  readonly startPracticeSite?: PracticeSiteStarter;
  /** The system's unless said otherwise. */
  readonly clock?: Clock;
}

/** The one place where a site's adapters are put together, for every host. */
export function openSession(options: SessionOptions): SiteSession {
  const { store, askSecret, knownSecrets, signal, observer, startPracticeSite } = options;
  const secrets = new MemorySecrets(askSecret, knownSecrets);
  const connector = new SshConnector({
    hostKeys: store.hostKeys,
    secrets,
    observer: observer ?? { commandSent: () => undefined },
    agentSocket: defaultAgentSocket(process.platform, process.env),
  });
  return {
    store,
    connector,
    secrets,
    seal: { seal: sealSecrets, open: openSecrets },
    clock: options.clock ?? systemClock,
    registries: registries(),
    openBundle,
    // Only verification speaks to the API, and its client takes longer to load than all the rest together.
    openClusterApi: async (...given) =>
      (await import('../adapters/kubernetes/cluster-api.ts')).openClusterApi(...given),
    openSitePusher,
    printer: browserPrinter,
    readWorkbook: workbookReader(readerProgram()),
    operator: `${userInfo().username}@${hostname()}`,
    version,
    bundles: new BundleWork({
      keyDirectory: keyDirectory(),
      cacheDirectory: cacheDirectory(),
      openNetwork: (specFile, spec) => openNetwork(specFile, spec, secrets, process.env),
      openPusher: registryPusherOpener(process.env),
    }),
    terminals: new Terminals(localTerminals, signal),
    signal,
    startPracticeSite,
    rehearsal: undefined,
    current: undefined,
  };
}

/** The built reader beside this program, or beside its archive; of the sources, the source itself. */
function readerProgram(): string {
  const built = join(import.meta.dirname.replace('app.asar', 'app.asar.unpacked'), 'workbook-reader.js');
  return existsSync(built) ? built : join(import.meta.dirname, '../adapters/workbook/reader-process.ts');
}

export { siteFiles };
