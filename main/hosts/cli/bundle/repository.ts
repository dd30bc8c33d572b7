import { resolve } from 'node:path';
import type { Command } from 'commander';
import { sourceLine } from '../../../bundle/repository/source-line.ts';
import { writeRepositories } from '../../../bundle/repository/write-repositories.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';
import { trustedHere } from './trusted-here.ts';

export function addRepository(bundle: Command, run: Run, say: Say): void {
  bundle
    .command('repository')
    .argument('<directory>', say('离线包', 'the bundle'))
    .requiredOption('--out <folder>', say('新的或空的文件夹', 'a new or empty folder'))
    .description(
      say(
        '把离线包中的系统软件包写成本地软件仓库，每个发行版和架构一个，供客户的机器安装',
        'write the OS packages of a bundle as local repositories, one a distribution and architecture, to install from on site',
      ),
    )
    .action((directory: string, { out }: { out: string }) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const { output } = context;
          const outputDirectory = resolve(out);
          const trust = await trustedHere(context);
          const line = progressLine(output);
          const following = { signal, onProgress: line.report, elapsedMs: () => performance.now() };
          const options = { directory: resolve(directory), trust, outputDirectory, ...following };
          const { repositories } = await writeRepositories(options).finally(line.end);
          const sources = repositories.map((each) => ({ ...each, source: sourceLine(outputDirectory, each) }));
          output.result(
            { path: outputDirectory, repositories: sources },
            sources.flatMap(({ distribution, platform, packages, sizeBytes, source }) => [
              output.say(
                text(
                  `${distribution}（${platform}）：${packages} 个软件包，${sizeText(sizeBytes)}`,
                  `${distribution} (${platform}): ${packages} package(s), ${sizeText(sizeBytes)}`,
                ),
              ),
              `  ${source}`,
            ]),
          );
          return 0;
        }),
      )(),
    );
}
