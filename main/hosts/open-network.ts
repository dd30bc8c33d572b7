import { readFileSync } from 'node:fs';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { HelmTemplate } from '../adapters/helm/helm-template.ts';
import { AccessList } from '../adapters/registry/access-list.ts';
import { ctrImages } from '../adapters/registry/ctr-images.ts';
import { Dispatchers } from '../adapters/registry/dispatchers.ts';
import { HarborProjects } from '../adapters/registry/harbor-projects.ts';
import { HttpClient } from '../adapters/registry/http-client.ts';
import { RegistryClient } from '../adapters/registry/registry-client.ts';
import { RegistryPusher } from '../adapters/registry/registry-pusher.ts';
import { WebFiles } from '../adapters/registry/web-files.ts';
import { orDirectly } from '../adapters/tunnel/or-directly.ts';
import type { NetworkSources } from '../bundle/network-sources.ts';
import { specPath } from '../bundle/paths.ts';
import { systemReason } from '../bundle/printable.ts';
import { type BundleSpec, specError } from '../bundle/spec.ts';
import type { SourceAccess } from '../ports/image-registry.ts';
import type { RegistryPusherOpener, SitePusherOpener } from '../ports/registry-writer.ts';
import type { Secrets } from '../ports/secrets.ts';

/** Registries and download sites as a spec says they are reached, through the proxy the environment names. Close when done. */
export function openNetwork(
  specFile: string,
  { registries }: BundleSpec,
  secrets: Secrets,
  environment: Readonly<Record<string, string | undefined>>,
): NetworkSources & { close(): Promise<void> } {
  const dispatchers = new Dispatchers(proxyOf(environment));
  const access = registries.map((registry) => accessOf(specFile, registry));
  const list = new AccessList(new HttpClient(dispatchers, systemClock), systemClock, secrets, access);
  return {
    registry: new RegistryClient(list),
    files: new WebFiles(list),
    containerd: ctrImages,
    charts: new HelmTemplate(),
    clock: systemClock,
    close: () => dispatchers.close(),
  };
}

/** A registry to push to, reached as the engineer says. Close when done. */
export function registryPusherOpener(environment: Readonly<Record<string, string | undefined>>): RegistryPusherOpener {
  return (access, secrets) => {
    const dispatchers = new Dispatchers(proxyOf(environment));
    const list = new AccessList(new HttpClient(dispatchers, systemClock), systemClock, secrets, [access]);
    return {
      registry: new RegistryPusher(list, systemClock),
      projects: new HarborProjects(list),
      close: () => dispatchers.close(),
    };
  };
}

/** The site's own registry, over the streams a machine of the site opens for us. Close when done. */
export const openSitePusher: SitePusherOpener = (access, secrets, forward) => {
  const dispatchers = new Dispatchers({}, { forward: orDirectly(forward) });
  const list = new AccessList(new HttpClient(dispatchers, systemClock), systemClock, secrets, [access]);
  return { registry: new RegistryPusher(list, systemClock), close: () => dispatchers.close() };
};

function proxyOf(environment: Readonly<Record<string, string | undefined>>) {
  return {
    httpsProxy: environment.HTTPS_PROXY || environment.https_proxy || undefined,
    noProxy: environment.NO_PROXY || environment.no_proxy,
  };
}

function accessOf(
  specFile: string,
  { host, user, secret, ca, plainHttp }: BundleSpec['registries'][number],
): SourceAccess {
  return {
    host,
    isPlainHttp: plainHttp,
    credentials: user === undefined ? undefined : { user, secret: secret ?? `registry:${host}` },
    ca: ca === undefined ? undefined : readCa(specFile, host, ca),
  };
}

function readCa(specFile: string, host: string, path: string): string {
  try {
    return readFileSync(specPath(specFile, path), 'utf8');
  } catch (error) {
    throw specError(specFile, `registries (${host}): ca ${path}: ${systemReason(error)}`);
  }
}
