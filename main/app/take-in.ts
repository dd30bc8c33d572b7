import { takeInventory } from '../bundle/intake/inventory.ts';
import { type IntakePlan, planIntake } from '../bundle/intake/plan-intake.ts';
import { type Intake, type SiteBundle, takeIn } from '../bundle/intake/take-in.ts';
import type { OnProgress } from '../bundle/progress.ts';
import type { BundleView } from '../contract/plan.contract.ts';
import type { SiteInventory } from '../model/bundle/inventory.ts';
import { isFerrymanError } from '../model/errors/ferryman-error.ts';
import { savedRequirements } from './requirements.ts';
import { savedBundle, takeBundle } from './site-bundle.ts';
import type { SiteSession } from './site-session.ts';

export interface TakeInRequest {
  /** A bundle's directory, a folder of volumes, or one volume. */
  readonly source: string;
  /** `name version`, typed by somebody who means an older one. */
  readonly allowOlder?: string | undefined;
}

export interface TakenIn {
  readonly intake: Intake;
  /** The site's bundle now; null where it is not whole yet or was not wanted. */
  readonly used: BundleView | null;
}

/** The site's own bundles, in a folder beside its file: `east.ferry` has `east.bundles`. */
export function bundleStoreOf({ store }: Pick<SiteSession, 'store'>): string {
  return `${store.path.replace(/\.ferry$/, '')}.bundles`;
}

/** What is on a medium and what taking it in would need. Refusals as `planIntake`. */
export async function planTakeIn(session: SiteSession, { source, allowOlder }: TakeInRequest): Promise<IntakePlan> {
  return await planIntake({ source, allowOlder, ...(await siteSide(session)) });
}

/** Takes a bundle into the site's store; once whole it becomes the site's bundle, unless told otherwise. Refusals as `takeIn`. */
export async function takeInBundle(
  session: SiteSession,
  request: TakeInRequest & { readonly isUsed: boolean },
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<TakenIn> {
  const { source, allowOlder, isUsed } = request;
  const { clock } = session;
  const intake = await takeIn({
    source,
    allowOlder,
    ...(await siteSide(session)),
    now: clock.now(),
    signal,
    onProgress,
    elapsedMs: () => clock.elapsedMs(),
  });
  const { directory } = intake;
  return { intake, used: directory === undefined || !isUsed ? null : await takeBundle(session, directory) };
}

/** What the site's store holds, for whoever builds the next bundle. */
export async function siteInventory(session: SiteSession): Promise<SiteInventory> {
  const site = savedRequirements(session)?.requirements.site.name ?? '';
  return await takeInventory(bundleStoreOf(session), site, session.clock.now());
}

async function siteSide(session: SiteSession) {
  const { store } = session;
  const trust = { trustedKeys: store.signingKeys(), isPracticeSite: store.isPractice };
  return { store: bundleStoreOf(session), trust, current: await currentBundle(session) };
}

/** The medium of the bundle in use may be out; then only the store says what the site has. */
async function currentBundle(session: SiteSession): Promise<SiteBundle | undefined> {
  try {
    return (await savedBundle(session)) ?? undefined;
  } catch (error) {
    if (isFerrymanError(error)) return undefined;
    throw error;
  }
}
