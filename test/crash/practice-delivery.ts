import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteFiles } from '../../main/adapters/sqlite/site-file.ts';
import { runPreflight } from '../../main/app/preflight.ts';
import { registries } from '../../main/app/registries.ts';
import { saveRequirements } from '../../main/app/requirements.ts';
import { takeBundle } from '../../main/app/site-bundle.ts';
import { approvePlan, needPlan } from '../../main/app/site-plan.ts';
import type { SiteSession } from '../../main/app/site-session.ts';
import { trustHosts } from '../../main/app/trust-hosts.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { createKey, loadKey } from '../../main/bundle/keys.ts';
import { openSession } from '../../main/hosts/open-session.ts';
import { trustedKeyOf } from '../../main/model/bundle/signing-key.ts';
import type { PracticeSite } from '../../main/ports/practice-site.ts';
import type { SiteStore } from '../../main/ports/site-store.ts';
import { writeBundleParts } from '../../main/practice/bundle/write-bundle-parts.ts';
import { PracticeFleet } from '../../main/practice/fleet.ts';
import { RecordingObserver } from '../adapters/ssh/support.ts';

export const practicePassword = 'practice-password';

/** What every delivery of a test file shares: a key and one practice bundle a release, built once. */
export interface PracticeOffice {
  readonly folder: string;
  readonly signingKey: PracticeSite['signingKey'];
  readonly signer: PracticeSite['signer'];
  bundleFor(version: string): Promise<string>;
  close(): void;
}

export async function openOffice(): Promise<PracticeOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-office-'));
  const createdAt = '2026-11-21T00:00:00Z';
  const key = await createKey(join(folder, 'keys'), {
    name: 'practice',
    use: 'practice',
    passphrase: practicePassword,
    createdAt,
  });
  const signingKey = await loadKey(join(folder, 'keys'), 'practice', practicePassword);
  const bundles = new Map<string, Promise<string>>();
  const build = async (version: string) => {
    const release = registries().releases.find((candidate) => candidate.version === version);
    if (release === undefined) throw new Error(`no release ${version}`);
    const specFile = await writeBundleParts(join(folder, `parts-${version}`), release);
    const outputDirectory = join(folder, `bundle-${version}`);
    await buildBundle({ specFile, outputDirectory, signingKey, createdAt });
    return outputDirectory;
  };
  return {
    folder,
    signingKey: { ...trustedKeyOf(key), trustedBy: 'test' },
    signer: signingKey,
    bundleFor(version) {
      const bundle = bundles.get(version) ?? build(version);
      bundles.set(version, bundle);
      return bundle;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A fresh fleet and a fresh site file on it. */
export class PracticeDelivery {
  readonly fleet: PracticeFleet;
  readonly path: string;
  readonly observer = new RecordingObserver();
  readonly #office: PracticeOffice;

  private constructor(fleet: PracticeFleet, path: string, office: PracticeOffice) {
    this.fleet = fleet;
    this.path = path;
    this.#office = office;
  }

  static async start(office: PracticeOffice, name: string, hosts: readonly string[]): Promise<PracticeDelivery> {
    const fleet = await PracticeFleet.start({ hosts, password: practicePassword });
    return new PracticeDelivery(fleet, join(office.folder, `${name}.ferry`), office);
  }

  /** Another site, as another operator would have it, on the same machines. */
  another(name: string): PracticeDelivery {
    return new PracticeDelivery(this.fleet, join(this.#office.folder, `${name}.ferry`), this.#office);
  }

  /** Opens the site file (made at the first call); `wrap` may stand between the engine and the file. */
  open(wrap: (store: SiteStore) => SiteStore = (store) => store): { session: SiteSession; close: () => void } {
    const store = this.#openStore();
    const closing = new AbortController();
    const session = openSession({
      store: wrap(store),
      askSecret: async () => undefined,
      knownSecrets: { practice: practicePassword },
      signal: closing.signal,
      observer: this.observer,
      startPracticeSite: async () => this.#site(),
    });
    return {
      session,
      close: () => {
        closing.abort();
        store.close();
      },
    };
  }

  /** Everything up to the approved plan, so that `ferryman install` is the next thing to do. */
  async prepare(siteName = 'practice'): Promise<void> {
    const { session, close } = this.open();
    const site = this.#site(siteName);
    saveRequirements(session, site.requirements, 'practice.yaml');
    const fingerprints = Object.entries(site.fingerprints).map(([machine, fingerprint]) => ({ machine, fingerprint }));
    await trustHosts(session, fingerprints, 'test');
    await runPreflight(session);
    const { plan, hash } = needPlan(session);
    session.store.trustSigningKey(site.signingKey);
    await takeBundle(session, await site.bundleFor(plan.release.version));
    await approvePlan(session, hash, 'test');
    close();
  }

  async close(): Promise<void> {
    await this.fleet.close();
  }

  #openStore(): SiteStore {
    try {
      return siteFiles.create(this.path, { isPractice: true });
    } catch {
      return siteFiles.open(this.path);
    }
  }

  #site(siteName = 'practice'): PracticeSite {
    const machines = this.fleet.hostList.map(({ name, address, port }) => ({
      name,
      address,
      port,
      access: { user: 'root', auth: { password: { secret: 'practice' } } },
    }));
    const requirements = { apiVersion: 'ferryman/v1', kind: 'Requirements', site: { name: siteName }, machines };
    return {
      requirements: JSON.stringify(requirements),
      fingerprints: Object.fromEntries(this.fleet.hostList.map(({ name, fingerprint }) => [name, fingerprint])),
      secrets: { practice: practicePassword },
      signingKey: this.#office.signingKey,
      signer: this.#office.signer,
      bundleFor: (version) => this.#office.bundleFor(version),
    };
  }
}
