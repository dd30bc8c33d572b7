import { resolve } from 'node:path';
import { savedBundle, takeBundle } from '../../../app/site-bundle.ts';
import type { BundleView } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { addBuild } from '../bundle/build.ts';
import { addInspect } from '../bundle/inspect.ts';
import { addInventory } from '../bundle/inventory.ts';
import { addPapers } from '../bundle/papers.ts';
import { addPush } from '../bundle/push.ts';
import { addRepository } from '../bundle/repository.ts';
import { addResolve } from '../bundle/resolve.ts';
import { addSbom } from '../bundle/sbom.ts';
import { addSplit } from '../bundle/split.ts';
import { addTakeIn } from '../bundle/take-in.ts';
import { addVerify } from '../bundle/verify.ts';
import type { CommandModule } from '../command.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const bundle = program
    .command('bundle')
    .description(say('构建、携带、校验、接收和使用离线包', 'build, carry, verify, take in and use bundles'));
  addResolve(bundle, run, say);
  addBuild(bundle, run, say);
  addInspect(bundle, run, say);
  addSbom(bundle, run, say);
  addPush(bundle, run, say);
  addVerify(bundle, run, say);
  addSplit(bundle, run, say);
  addPapers(bundle, run, say);
  addTakeIn(bundle, run, say);
  addInventory(bundle, run, say);
  addRepository(bundle, run, say);
  bundle
    .command('use')
    .argument('<directory>', say('离线包', 'the bundle'))
    .description(say('本站点使用这个离线包', 'take this bundle for the site'))
    .action((directory: string) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const view = await takeBundle(session, resolve(directory));
          output.result(view, describe(view));
          return 0;
        }),
      )(),
    );
  bundle
    .command('show')
    .description(say('本站点的离线包里有什么', 'what the bundle of this site holds'))
    .action(() =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const view = await savedBundle(session);
            if (view === null)
              throw new FerrymanError('SITE_E0007', { what: 'bundle', next: 'ferryman bundle use DIRECTORY' });
            output.result(view, describe(view));
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
};

function describe(view: BundleView): string[] {
  return [
    `${view.name} ${view.version}  ${view.signer} (${view.fingerprint})  sha256:${view.manifestHash}`,
    ...view.items.map(
      ({ name, sizeBytes, digest }) => `  ${name}  ${(sizeBytes / 2 ** 20).toFixed(1)} MiB  ${digest.slice(0, 19)}`,
    ),
  ];
}
