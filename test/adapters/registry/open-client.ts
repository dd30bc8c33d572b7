import { AccessList } from '../../../main/adapters/registry/access-list.ts';
import { Dispatchers, type ProxySettings } from '../../../main/adapters/registry/dispatchers.ts';
import { HttpClient } from '../../../main/adapters/registry/http-client.ts';
import { RegistryClient } from '../../../main/adapters/registry/registry-client.ts';
import { WebFiles } from '../../../main/adapters/registry/web-files.ts';
import { MemorySecrets } from '../../../main/adapters/secrets/memory-secrets.ts';
import type { SourceAccess } from '../../../main/ports/image-registry.ts';
import { recordedClock } from '../../fixtures/recorded-clock.ts';

/** The real adapter over loopback, with a clock that does not wait. */
export function openClient(
  access: readonly SourceAccess[],
  secretValues: Readonly<Record<string, string>> = {},
  options: { readonly proxy?: ProxySettings; readonly silenceMs?: number } = {},
) {
  const clock = recordedClock();
  const secrets = new MemorySecrets(async () => undefined, secretValues);
  const dispatchers = new Dispatchers(options.proxy ?? {}, { silenceMs: options.silenceMs ?? 5_000 });
  const list = new AccessList(new HttpClient(dispatchers, clock), clock, secrets, access);
  return {
    registry: new RegistryClient(list),
    files: new WebFiles(list),
    clock,
    secrets,
    close: () => dispatchers.close(),
  };
}
