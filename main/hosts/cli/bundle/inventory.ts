import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { siteInventory } from '../../../app/take-in.ts';
import { canonicalJson } from '../../../model/canonical-json.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { sizeText } from './sizes.ts';

export function addInventory(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('inventory')
    .requiredOption('--out <file>', say('清单文件（JSON）', 'file to write (JSON)'))
    .description(
      say(
        '导出站点已有的内容；带回去用 bundle build --base，下一个离线包只带缺少的',
        'list what the site holds; carried back, bundle build --base leaves it out of the next bundle',
      ),
    )
    .action(({ out }: { out: string }) =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const inventory = await siteInventory(session);
            const path = resolve(out);
            await writeFileAtomically(path, canonicalJson(inventory));
            const bytes = inventory.blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
            const { bundles, blobs } = inventory;
            output.result({ path, bundles, blobs: blobs.length, bytes }, [
              ...bundles.map(({ name, version }) => `  ${name} ${version}`),
              output.say(
                text(
                  `${bundles.length} 个离线包，${blobs.length} 个内容，${sizeText(bytes)}：${path}`,
                  `${bundles.length} bundle(s), ${blobs.length} blobs, ${sizeText(bytes)}: ${path}`,
                ),
              ),
            ]);
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
}
