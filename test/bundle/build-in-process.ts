import { systemClock } from '../../main/adapters/clock/system-clock.ts';
import { HelmTemplate } from '../../main/adapters/helm/helm-template.ts';
import { AccessList } from '../../main/adapters/registry/access-list.ts';
import { ctrImages } from '../../main/adapters/registry/ctr-images.ts';
import { Dispatchers } from '../../main/adapters/registry/dispatchers.ts';
import { HttpClient } from '../../main/adapters/registry/http-client.ts';
import { RegistryClient } from '../../main/adapters/registry/registry-client.ts';
import { WebFiles } from '../../main/adapters/registry/web-files.ts';
import { MemorySecrets } from '../../main/adapters/secrets/memory-secrets.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { createdAt, makeKey, unproven } from './fixture.ts';

/** A build in a process of its own, to be killed: spec, lock, output, cache, registry host. */
const [specFile = '', lockFile = '', outputDirectory = '', cacheDirectory = '', host = ''] = process.argv.slice(2);
const secrets = new MemorySecrets(async () => undefined);
const dispatchers = new Dispatchers({});
const list = new AccessList(new HttpClient(dispatchers, systemClock), systemClock, secrets, [
  { host, isPlainHttp: true },
]);
const network = {
  registry: new RegistryClient(list),
  files: new WebFiles(list),
  containerd: ctrImages,
  charts: new HelmTemplate(),
  clock: systemClock,
};
const signingKey = await makeKey(`${outputDirectory}.keys`, 'office');
const remote = { network, cacheDirectory };
await buildBundle({ specFile, lockFile, outputDirectory, signingKey, createdAt, remote, closure: unproven });
await dispatchers.close();
