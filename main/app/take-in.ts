import { extname } from 'node:path';
import { takeInventory } from '../bundle/intake/inventory.ts';
import { type Intake, type IntakeOptions, takeIn } from '../bundle/intake/take-in.ts';
import type { SiteInventory } from '../model/bundle/inventory.ts';
import { needRequirements } from './requirements.ts';
import { takeBundle } from './site-bundle.ts';
import type { SiteSession } from './site-session.ts';

/** Where a site keeps the bundles it took in: beside its file. */
export function siteBundleStore({ store }: SiteSession): string {
  const { path } = store;
  return `${path.slice(0, path.length - extname(path).length)}.bundles`;
}

export interface TakeInRequest extends Pick<IntakeOptions, 'source' | 'signal' | 'onProgress'> {
  readonly allowOlder?: string | undefined;
  /** It becomes the site's bundle once it is whole. */
  readonly isToBeUsed: boolean;
}

/** Takes a bundle into the site's store; whole, it is the one the site installs from. Errors as `takeIn` and `takeBundle`. */
export async function takeInForSite(session: SiteSession, request: TakeInRequest): Promise<Intake> {
  const { store, clock } = session;
  const { isToBeUsed, allowOlder, ...rest } = request;
  const intake = await takeIn({
    ...rest,
    ...(allowOlder === undefined ? {} : { allowOlder }),
    store: siteBundleStore(session),
    trust: { trustedKeys: store.signingKeys(), isPracticeSite: store.isPractice },
    now: clock.now(),
    elapsedMs: () => clock.elapsedMs(),
  });
  if (isToBeUsed && intake.directory !== undefined) await takeBundle(session, intake.directory);
  return intake;
}

/** What the site holds, to be carried back to where bundles are built. */
export function siteInventory(session: SiteSession): Promise<SiteInventory> {
  const { name } = needRequirements(session).site;
  return takeInventory(siteBundleStore(session), name, session.clock.now());
}
