import { resolve } from 'node:path';
import type { OpenedBundle } from '../bundle/open.ts';
import type { OnProgress } from '../bundle/progress.ts';
import type { PushedView } from '../contract/bundle.contract.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { type PlannedRegistry, registryHost } from '../model/plan/planned-registry.ts';
import { poolFor } from './collect-facts.ts';
import { standingPlan } from './operation.ts';
import { openForSite } from './site-bundle.ts';
import { siteRegistryOpener } from './site-registry.ts';
import type { SiteSession } from './site-session.ts';

interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/**
 * Brings a bundle's images into the site's own registry, through the SSH link of its machine. REGISTRY_E0001 where the
 * plan has none · SITE_E0007 where it is not installed yet · PUSH_E0001–5 · the bundle's own as `openBundle`.
 */
export async function pushToSite(session: SiteSession, directory: string, following: Following): Promise<PushedView> {
  const registry = needRegistry(session);
  return await push(session, registry, await openForSite(session, directory), following);
}

/** Starts the same. REGISTRY_E0001 · the bundle's own · BUNDLE_E0024 another work is under way. */
export async function startPush(session: SiteSession, given: string): Promise<{ id: string }> {
  const registry = needRegistry(session);
  const directory = resolve(given);
  const bundle = await openForSite(session, directory);
  return session.bundles.start('push', directory, session.signal, async (following) => ({
    pushed: await push(session, registry, bundle, following),
  }));
}

function needRegistry(session: SiteSession): PlannedRegistry {
  const { siteRegistry } = standingPlan(session);
  if (siteRegistry === undefined) throw new FerrymanError('REGISTRY_E0001');
  return siteRegistry;
}

async function push(
  session: SiteSession,
  planned: PlannedRegistry,
  bundle: OpenedBundle,
  { signal, onProgress }: Following,
): Promise<PushedView> {
  const hosts = poolFor(session, bundle.source);
  try {
    const options = { runKey: 'push', fence: 0, signal, onLog: () => undefined };
    const node = await hosts.runner(planned.machine, options);
    const registry = await siteRegistryOpener(session, bundle)(planned, node, signal);
    try {
      const { pushed, unchanged, reduced, createdProjects, ...figures } = await registry.push(onProgress);
      return {
        registry: registryHost(planned),
        pushed: [...pushed],
        unchanged: [...unchanged],
        reduced: [...reduced],
        createdProjects: [...createdProjects],
        ...figures,
      };
    } finally {
      await registry.close();
    }
  } finally {
    await hosts.close();
  }
}
