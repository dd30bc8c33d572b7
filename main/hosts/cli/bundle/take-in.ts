import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { siteInventory, takeInForSite } from '../../../app/take-in.ts';
import type { Intake } from '../../../bundle/intake/take-in.ts';
import { toErrorRecord } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import type { Output } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';

interface Options {
  readonly allowOlder?: string;
  readonly use: boolean;
}

/** Something is still missing: the next medium, or one to copy again. */
const incomplete = 4;

export function addTakeIn(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('take-in')
    .argument(
      '<source>',
      say('离线包文件夹、放分卷的文件夹，或一个分卷', 'a bundle, a folder with volumes, or one volume'),
    )
    .option(
      '--allow-older <name and version>',
      say('确认接收比站点已有的更旧的版本', 'take an older version than the site has, typed out'),
    )
    .option(
      '--no-use',
      say('只收下，不作为本站点使用的离线包', 'only keep it; the site goes on with the bundle it has'),
    )
    .description(
      say(
        '接收到站点的存储：边读边校验，只读一遍；介质先后不限，中断后接着来；收齐后即为本站点的离线包',
        "take a bundle into the site's store: read once and checked while read, media in any order, goes on after a cut; whole, it is the site's bundle",
      ),
    )
    .action((source: string, { allowOlder, use }: Options) =>
      run(({ output, withSite }) =>
        untilInterrupted(output, (signal) =>
          withSite(async (session) => {
            const line = progressLine(output);
            const request = { source: resolve(source), allowOlder, isToBeUsed: use, signal, onProgress: line.report };
            const intake = await takeInForSite(session, request).finally(line.end);
            const { manifest, directory, missingVolumes, damaged, readBytes, linkedBytes, missingBytes } = intake;
            const { name, version } = manifest;
            const found = damaged.map(({ code, message }) => ({ code, message }));
            const figures = { missingVolumes, readBytes, linkedBytes, missingBytes, damaged: found };
            output.result({ name, version, directory: directory ?? null, ...figures }, describe(intake, output));
            return directory === undefined ? incomplete : 0;
          }),
        ),
      )(),
    );
  bundle
    .command('inventory')
    .requiredOption('--out <file>', say('写到哪个文件', 'the file to write'))
    .description(
      say(
        '写出本站点已有内容的清单；带回去，下一个离线包只带缺少的（bundle build --base）',
        'write down what the site holds; carried back, the next bundle brings only the rest (bundle build --base)',
      ),
    )
    .action(({ out }: { out: string }) =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const inventory = await siteInventory(session);
            const path = resolve(out);
            await writeFileAtomically(path, new TextEncoder().encode(`${JSON.stringify(inventory, null, 1)}\n`));
            const bytes = inventory.blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
            output.result({ path, bundles: inventory.bundles, blobs: inventory.blobs.length, bytes }, [
              ...inventory.bundles.map(({ name, version }) => `${name} ${version}`),
              output.say(
                text(
                  `${inventory.blobs.length} 个内容，共 ${sizeText(bytes)}：${path}`,
                  `${inventory.blobs.length} blobs, ${sizeText(bytes)}: ${path}`,
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

function describe(intake: Intake, output: Output): string[] {
  const { manifest, directory, missingVolumes, damaged, readBytes, linkedBytes, missingBytes } = intake;
  const say = output.say.bind(output);
  return [
    `${manifest.name} ${manifest.version}  (${manifest.items.length})`,
    ...damaged.map((error) => `✗ ${say(toErrorRecord(error).message)}`),
    say(
      text(
        `读取 ${sizeText(readBytes)}，站点已有 ${sizeText(linkedBytes)}`,
        `${sizeText(readBytes)} read, ${sizeText(linkedBytes)} were here`,
      ),
    ),
    directory === undefined
      ? say(
          text(
            `还缺 ${sizeText(missingBytes)}${missingVolumes.length > 0 ? `，第 ${missingVolumes.join('、')} 卷` : ''}；放入后再次执行本命令`,
            `${sizeText(missingBytes)} are still missing${missingVolumes.length > 0 ? ` (volumes ${missingVolumes.join(', ')})` : ''}; bring them and run this again`,
          ),
        )
      : say(text(`已收齐：${directory}`, `Whole: ${directory}`)),
  ];
}
