import { resolve } from 'node:path';
import type { Command } from 'commander';
import { splitBundle } from '../../../bundle/volumes/split-bundle.ts';
import { mediaBytes, volumeBytes } from '../../../bundle/volumes/volume-sizes.ts';
import { text } from '../../../model/text.ts';
import type { Run, Say } from '../command.ts';
import { table } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { sizeText } from './sizes.ts';
import { trustedHere } from './trusted-here.ts';

interface Options {
  readonly size: string;
  readonly out: string;
}

export function addSplit(bundle: Command, run: Run, say: Say): void {
  const media = Object.keys(mediaBytes).join(', ');
  bundle
    .command('split')
    .argument('<directory>', say('离线包', 'the bundle'))
    .requiredOption('--size <size>', say(`每卷大小：64M、4G，或 ${media}`, `of a volume: 64M, 4G, or ${media}`))
    .requiredOption('--out <directory>', say('分卷输出的空文件夹', 'an empty folder for the volumes'))
    .description(
      say(
        '分卷以适应任何介质，每卷可单独校验；另写 SHA256SUMS 与 SM3SUMS。中断后重新执行即继续',
        'split for any medium, each volume verifiable alone; SHA256SUMS and SM3SUMS beside them. Run again after a cut, it goes on',
      ),
    )
    .action((directory: string, { size, out }: Options) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const { output } = context;
          const line = progressLine(output);
          const outputDirectory = resolve(out);
          const { manifest, volumes } = await splitBundle({
            directory: resolve(directory),
            outputDirectory,
            volumeBytes: volumeBytes(size),
            trust: await trustedHere(context),
            signal,
            onProgress: line.report,
            elapsedMs: () => performance.now(),
          }).finally(line.end);
          output.result({ path: outputDirectory, name: manifest.name, version: manifest.version, volumes }, [
            ...table(volumes.map(({ fileName, sizeBytes, sha256 }) => [fileName, sizeText(sizeBytes), sha256])),
            output.say(
              text(
                `${manifest.name} ${manifest.version}：${volumes.length} 卷，校验值在 SHA256SUMS 与 SM3SUMS`,
                `${manifest.name} ${manifest.version}: ${volumes.length} volume(s), their sums in SHA256SUMS and SM3SUMS`,
              ),
            ),
          ]);
          return 0;
        }),
      )(),
    );
}
