import type { OnProgress } from '../bundle/progress.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { registryHost } from '../model/plan/planned-registry.ts';
import type { RegistryPush } from '../ports/registry-writer.ts';
import { poolFor } from './collect-facts.ts';
import { standingPlan } from './operation.ts';
import { openForSite } from './site-bundle.ts';
import { siteRegistryOpener } from './site-registry.ts';
import type { SiteSession } from './site-session.ts';

/**
 * Brings a bundle's images into the site's own registry, through the SSH link of its machine. REGISTRY_E0001 where the
 * plan has none · SITE_E0007 where it is not installed yet · PUSH_E0001–5 · the bundle's own as `openBundle`.
 */
export async function pushToSite(
  session: SiteSession,
  directory: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<RegistryPush & { readonly registry: string }> {
  const { siteRegistry } = standingPlan(session);
  if (siteRegistry === undefined) throw new FerrymanError('REGISTRY_E0001');
  const bundle = await openForSite(session, directory);
  const hosts = poolFor(session, bundle.source);
  try {
    const node = await hosts.runner(siteRegistry.machine, {
      runKey: 'push',
      fence: 0,
      signal,
      onLog: () => undefined,
    });
    const registry = await siteRegistryOpener(session, bundle)(siteRegistry, node, signal);
    try {
      return { ...(await registry.push(onProgress)), registry: registryHost(siteRegistry) };
    } finally {
      await registry.close();
    }
  } finally {
    await hosts.close();
  }
}
