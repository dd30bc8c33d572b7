import type { OpenedBundle } from '../bundle/open.ts';
import { lookForImages } from '../bundle/push/missing-blobs.ts';
import { offerProbeImage } from '../bundle/push/probe-image.ts';
import { pushBundle } from '../bundle/push/push-bundle.ts';
import { planPush } from '../bundle/push/push-plan.ts';
import { FerrymanError, isFerrymanError } from '../model/errors/ferryman-error.ts';
import { registryFiles, registryHost, registryUser, upstreamFolder } from '../model/plan/planned-registry.ts';
import type { SourceAccess } from '../ports/image-registry.ts';
import type { RemoteHost } from '../ports/remote-host.ts';
import type { NodeRunner, SiteRegistryOpener } from '../ports/step-context.ts';
import type { SiteSession } from './site-session.ts';

interface Keys {
  readonly ca: string;
  readonly password: string;
}

/** The site registry for one run: its authority and its password are read on its machine, once, and kept nowhere. */
export function siteRegistryOpener(
  { secrets, openSitePusher, clock }: Pick<SiteSession, 'secrets' | 'openSitePusher' | 'clock'>,
  { manifest, source }: OpenedBundle,
): SiteRegistryOpener {
  const known = new Map<string, Promise<Keys>>();
  const keysOf = (node: NodeRunner, machine: string): Promise<Keys> => {
    const keys = known.get(machine) ?? readKeys(node);
    known.set(machine, keys);
    keys.catch(() => known.delete(machine));
    return keys;
  };
  return async (planned, node, signal) => {
    const host = registryHost(planned);
    const { ca, password } = await keysOf(node, planned.machine);
    const signIn = Buffer.from(`${registryUser}:${password}`).toString('base64');
    const secret = `registry:${host}`;
    secrets.put(secret, password);
    secrets.put(`${secret} sign-in`, signIn);
    const access: SourceAccess = { host, ca, credentials: { user: registryUser, secret } };
    const { registry, close } = openSitePusher(access, secrets, forwardThrough(node));
    const target = { registry: host, prefix: '' };
    return {
      ca,
      authorization: `Basic ${signIn}`,
      async ping() {
        // nothing is called so; the question is whether it answers us at all
        await registry.manifestDigest({ registry: host, repository: 'ferryman/ping' }, 'none', signal);
      },
      async look() {
        const { changed, unchanged } = await lookForImages(planPush(manifest, target), registry, signal);
        return { present: unchanged, missing: changed.map(({ name }) => name) };
      },
      push: (onProgress) =>
        pushBundle({ manifest, source, target, registry, signal, onProgress, elapsedMs: () => clock.elapsedMs() }),
      async offerProbe(upstream) {
        const { path, digest } = await offerProbeImage(registry, { host, folder: upstreamFolder(upstream) }, signal);
        return `${upstream}/${path}@${digest}`;
      },
      close,
    };
  };
}

async function readKeys(node: NodeRunner): Promise<Keys> {
  const { ca, password } = registryFiles;
  const [certificate, secret] = await Promise.all([readRegistryFile(node, ca), readRegistryFile(node, password)]);
  return { ca: certificate, password: secret };
}

/** A file of the registry, on its machine. SITE_E0007 where the registry is not installed yet. */
export async function readRegistryFile(node: NodeRunner, path: string): Promise<string> {
  const { exitCode, stdout } = await node.exec({ class: 'observe', argv: ['cat', path] });
  if (exitCode !== 0 || stdout === '')
    throw new FerrymanError('SITE_E0007', { what: 'registry', next: 'ferryman install' }, { target: node.host.name });
  return stdout;
}

/** The machine's link as it is now; one that broke is opened again first. */
function forwardThrough(node: NodeRunner): RemoteHost['forward'] {
  return async (host, port) => {
    try {
      return await node.host.forward(host, port);
    } catch (error) {
      if (!isFerrymanError(error, 'SSH_E0005')) throw error;
      await node.exec({ class: 'observe', argv: ['true'] });
      return await node.host.forward(host, port);
    }
  };
}
