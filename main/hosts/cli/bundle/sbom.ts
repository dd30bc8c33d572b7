import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { writeSbom } from '../../../app/look-at-bundles.ts';
import { readTrustedManifest } from '../../../bundle/trust.ts';
import { text } from '../../../model/text.ts';
import { version } from '../../version.ts';
import type { Run, Say } from '../command.ts';
import { trustedHere } from './trusted-here.ts';

export function addSbom(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('sbom')
    .argument('<directory>', say('离线包', 'the bundle'))
    .option(
      '--out <file>',
      say('要写出的文件；默认 名称-版本.cdx.json', 'file to write; NAME-VERSION.cdx.json unless said otherwise'),
    )
    .description(
      say(
        '写出软件物料清单（CycloneDX 1.6）：每项的名称、版本、摘要、许可',
        'write the software bill of materials (CycloneDX 1.6): name, version, digest and licence of every item',
      ),
    )
    .action((directory: string, { out }: { out?: string }) =>
      run(async (context) => {
        const { manifest, manifestHash } = await readTrustedManifest(resolve(directory), await trustedHere(context));
        const { fileName, json } = await writeSbom(manifest, manifestHash, version);
        const path = resolve(out ?? fileName);
        await writeFileAtomically(path, json);
        const unknown = manifest.items.filter(({ licence }) => licence === undefined).length;
        context.output.result({ path, items: manifest.items.length, licenceNotStated: unknown }, [
          context.output.say(
            text(
              `已写出 ${path}：${manifest.items.length} 项，${unknown} 项未说明许可`,
              `Wrote ${path}: ${manifest.items.length} items, ${unknown} without a stated licence`,
            ),
          ),
        ]);
        return 0;
      })(),
    );
}
