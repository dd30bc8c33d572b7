import { takeInventory } from '../bundle/intake/inventory.ts';
import { type IntakePlan, planIntake } from '../bundle/intake/plan-intake.ts';
import { type Intake, type SiteBundle, takeIn } from '../bundle/intake/take-in.ts';
import type { OnProgress } from '../bundle/progress.ts';
import type { IntakePlanView } from '../contract/bundle.contract.ts';
import type { BundleView } from '../contract/plan.contract.ts';
import type { SiteInventory } from '../model/bundle/inventory.ts';
import { isFerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { artifactLabel } from '../model/plan/artifact-ref.ts';
import { signerView } from './look-at-bundles.ts';
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

/** As `planTakeIn`, for the contract. */
export async function intakePlanView(session: SiteSession, request: TakeInRequest): Promise<IntakePlanView> {
  const plan = await planTakeIn(session, request);
  const { manifest, signer, store, volumeCount, presentVolumes, missingVolumes, age, currentVersion, space } = plan;
  return {
    source: request.source,
    store,
    name: manifest.name,
    version: manifest.version,
    signer: signerView(signer),
    items: manifest.items.map((item) => ({
      artifact: artifactLabel(item),
      version: item.type === 'image' ? '' : item.version,
      sizeBytes: item.sizeBytes,
    })),
    volumeCount,
    presentVolumes: [...presentVolumes],
    missingVolumes: [...missingVolumes],
    damaged: plan.damaged.map(toErrorRecord),
    age,
    currentVersion: currentVersion ?? null,
    space: { ...space, nodes: [...space.nodes] },
    obstacles: plan.obstacles.map(toErrorRecord),
  };
}

/** Starts to take a bundle in. What stands against it is refused at once, as `planTakeIn` names it; BUNDLE_E0024. */
export async function startTakeIn(
  session: SiteSession,
  request: TakeInRequest & { readonly isUsed: boolean },
): Promise<{ id: string }> {
  const [obstacle] = (await planTakeIn(session, request)).obstacles;
  if (obstacle !== undefined) throw obstacle;
  return session.bundles.start('take-in', request.source, session.signal, async (work) => {
    const { intake, used } = await takeInBundle(session, request, work);
    const { manifest, directory, volumeCount, missingVolumes, damaged, readBytes, linkedBytes, missingBytes } = intake;
    return {
      intake: {
        name: manifest.name,
        version: manifest.version,
        directory: directory ?? null,
        isUsed: used !== null,
        volumeCount,
        missingVolumes: [...missingVolumes],
        damaged: damaged.map(toErrorRecord),
        readBytes,
        linkedBytes,
        missingBytes,
      },
    };
  });
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
