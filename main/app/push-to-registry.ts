import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenedBundle } from '../bundle/open.ts';
import { systemReason } from '../bundle/printable.ts';
import type { OnProgress } from '../bundle/progress.ts';
import { pushBundle } from '../bundle/push/push-bundle.ts';
import { type PushTarget, parsePushTarget } from '../bundle/push/push-plan.ts';
import { type PushSurvey, surveyPush } from '../bundle/push/survey-push.ts';
import type { PushPlanView, RegistryAddress } from '../contract/bundle.contract.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { SourceAccess } from '../ports/image-registry.ts';
import type { RegistryPush, RegistryPusherOpener } from '../ports/registry-writer.ts';
import type { Secrets } from '../ports/secrets.ts';
import { trustToLook } from './look-at-bundles.ts';
import type { SiteSession } from './site-session.ts';

/** How another's registry is reached; its certificate was read. */
export interface ReachedRegistry {
  readonly target: PushTarget;
  readonly access: SourceAccess;
}

/** What pushing needs of a host; a site is not among it. */
export interface PushTools {
  readonly openPusher: RegistryPusherOpener;
  readonly secrets: Secrets;
  readonly clock: Pick<Clock, 'elapsedMs'>;
}

interface AskedPush extends RegistryAddress {
  readonly directory: string;
  readonly password?: string | undefined;
}

/** The secret that is this registry's password, with or without a path behind the host. PUSH_E0006. */
function registrySecret(to: string): string {
  return `registry:${parsePushTarget(to).registry}`;
}

/** PUSH_E0006 the address · PUSH_E0008 the certificate. */
export async function reachRegistry({ to, user, caFile, isPlainHttp }: RegistryAddress): Promise<ReachedRegistry> {
  const target = parsePushTarget(to);
  const ca = caFile === undefined ? undefined : await readCa(resolve(caFile));
  const credentials = user === undefined ? undefined : { user, secret: registrySecret(to) };
  return { target, access: { host: target.registry, isPlainHttp, ca, credentials } };
}

/** What a push there would do; nothing is changed. PUSH_E0001, E0003–5 · SSH_E0010 its password is wanted. */
export async function surveyRegistry(
  { openPusher, secrets }: PushTools,
  { manifest }: OpenedBundle,
  { target, access }: ReachedRegistry,
  signal: AbortSignal,
): Promise<PushSurvey> {
  const { registry, projects, close } = openPusher(access, secrets);
  try {
    return await surveyPush({ manifest, target, registry, projects, signal });
  } finally {
    await close();
  }
}

/** Pushes there; again sends what is missing. As `pushBundle` · SSH_E0010 its password is wanted. */
export async function pushToRegistry(
  { openPusher, secrets, clock }: PushTools,
  { manifest, source }: OpenedBundle,
  { target, access }: ReachedRegistry,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<RegistryPush> {
  const { registry, projects, close } = openPusher(access, secrets);
  try {
    const elapsedMs = () => clock.elapsedMs();
    return await pushBundle({ manifest, source, target, registry, projects, signal, onProgress, elapsedMs });
  } finally {
    await close();
  }
}

export function pushPlanView(
  { manifest }: OpenedBundle,
  { target }: ReachedRegistry,
  survey: PushSurvey,
): PushPlanView {
  const { changed, unchanged, missing, sendBytes, projects } = survey;
  return {
    registry: target.registry,
    folder: target.prefix,
    bundle: { name: manifest.name, version: manifest.version },
    missingImages: changed.map(({ name, target: { repository }, reference }) => ({ name, repository, reference })),
    presentImages: [...unchanged],
    missingBlobs: missing.length,
    sendBytes,
    projects: projects.map((project) => ({ ...project, freeBytes: project.freeBytes ?? null })),
    obstacles: survey.shortages.map(toErrorRecord),
  };
}

/** What a push would do, for the contract. As `reachRegistry` and `surveyRegistry` · the bundle's own as `openBundle`. */
export async function planPushTo(session: SiteSession, asked: AskedPush): Promise<PushPlanView> {
  const reached = await reachRegistry(asked);
  const bundle = await session.openBundle(resolve(asked.directory), await trustToLook(session));
  const secret = secretOf(asked);
  if (secret !== null && asked.password !== undefined) session.secrets.put(secret, asked.password);
  try {
    return pushPlanView(bundle, reached, await surveyRegistry(toolsOf(session), bundle, reached, session.signal));
  } finally {
    if (secret !== null) session.secrets.forget(secret);
  }
}

/** Starts the push. What `reachRegistry` and `openBundle` refuse is said at once · BUNDLE_E0024 another work is under way. */
export async function startPushTo(session: SiteSession, asked: AskedPush): Promise<{ id: string }> {
  const directory = resolve(asked.directory);
  const reached = await reachRegistry(asked);
  const bundle = await session.openBundle(directory, await trustToLook(session));
  const secret = secretOf(asked);
  let { password } = asked;
  const push = async (following: { readonly signal: AbortSignal; readonly onProgress: OnProgress }) => {
    if (secret !== null && password !== undefined) session.secrets.put(secret, password);
    // to go on, it is provided anew
    password = undefined;
    try {
      const { pushed, unchanged, reduced, createdProjects, ...figures } = await pushToRegistry(
        toolsOf(session),
        bundle,
        reached,
        following,
      );
      const lists = { pushed: [...pushed], unchanged: [...unchanged], reduced: [...reduced] };
      const registry = placeOf(reached.target);
      return { pushed: { registry, ...lists, createdProjects: [...createdProjects], ...figures } };
    } finally {
      if (secret !== null) session.secrets.forget(secret);
    }
  };
  const subject = `${directory} → ${placeOf(reached.target)}`;
  return session.bundles.start('push-to', subject, session.signal, push, secret);
}

/** Null where nobody signs in. */
function secretOf({ to, user }: AskedPush): string | null {
  return user === undefined ? null : registrySecret(to);
}

function toolsOf({ bundles, secrets, clock }: SiteSession): PushTools {
  return { openPusher: bundles.workshop.openPusher, secrets, clock };
}

function placeOf({ registry, prefix }: PushTarget): string {
  return prefix === '' ? registry : `${registry}/${prefix}`;
}

async function readCa(path: string): Promise<string> {
  try {
    const pem = await readFile(path, 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch (cause) {
    throw new FerrymanError('PUSH_E0008', { path, detail: systemReason(cause) }, { cause });
  }
}
