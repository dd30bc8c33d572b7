import type { PracticeHost } from '../practice-host.ts';
import type { ProgramAnswer } from '../requests.ts';
import { failed, type PracticeSite } from './program.ts';

/** What containerd does with a reference by digest: it asks where the host's `hosts.toml` says, with what stands there. */
export function pull(reference: string, host: PracticeHost, site: PracticeSite): ProgramAnswer {
  const [, upstream = '', path = '', digest = ''] = /^([^/]+)\/(.+)@(sha256:[0-9a-f]{64})$/.exec(reference) ?? [];
  const toml = host.read(`/etc/containerd/certs.d/${upstream}/hosts.toml`) ?? '';
  const value = (name: string) => new RegExp(`^\\s*${name} = "([^"]*)"`, 'm').exec(toml)?.[1] ?? '';
  const [, address = '', port = '', folder = ''] = /^https:\/\/([^:/]+):(\d+)\/v2\/(.+)$/.exec(value('server')) ?? [];
  const registry = site.registryAt(address, Number(port));
  if (registry === undefined) return failed(`ctr: failed to resolve reference "${reference}": no such host`);
  if (!host.has(value('ca'))) return failed(`ctr: ${reference}: x509: certificate signed by unknown authority`);
  if (!registry.mayEnter(value('Authorization'))) return failed(`ctr: ${reference}: 401 Unauthorized`);
  const repository = `${folder}/${path}`;
  const manifest = registry.content.manifest(repository, digest);
  if (manifest === undefined) return failed(`ctr: ${reference}: not found`);
  const { config, layers } = JSON.parse(String(manifest.bytes)) as Record<'config', Part> & { layers: Part[] };
  const missing = [config, ...layers].find((part) => registry.content.blob(repository, part.digest) === undefined);
  if (missing !== undefined) return failed(`ctr: content digest ${missing.digest}: not found`);
  return { code: 0, out: `${reference}: resolved\ndone\n` };
}

interface Part {
  readonly digest: string;
}
