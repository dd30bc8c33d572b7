import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { volumeBytes } from '../../../bundle/volumes/volume-sizes.ts';
import { type WrittenVolume, writeVolumes } from '../../../bundle/volumes/write-volumes.ts';
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
  bundle
    .command('split')
    .argument('<directory>', say('离线包', 'the bundle'))
    .requiredOption(
      '--size <size>',
      say('每卷大小：64M、4G，或 fat32、dvd、bd', 'size of a volume: 64M, 4G, or fat32, dvd, bd'),
    )
    .requiredOption('--out <folder>', say('放分卷的空文件夹', 'an empty folder for the volumes'))
    .description(
      say(
        '把离线包拆成分卷：每卷可单独校验，先后不限；同时写出 SHA-256 和 SM3 校验清单',
        'split a bundle into volumes, each verifiable alone, in any order; with SHA-256 and SM3 checksum lists',
      ),
    )
    .action((directory: string, options: Options) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const { output } = context;
          const outputDirectory = resolve(options.out);
          const line = progressLine(output);
          const split = await writeVolumes({
            directory: resolve(directory),
            outputDirectory,
            volumeBytes: volumeBytes(options.size),
            trust: await trustedHere(context),
            signal,
            onProgress: line.report,
            elapsedMs: () => performance.now(),
          }).finally(line.end);
          await writeFileAtomically(resolve(outputDirectory, 'SHA256SUMS'), sums(split.volumes, 'sha256'));
          await writeFileAtomically(resolve(outputDirectory, 'SM3SUMS'), sums(split.volumes, 'sm3'));
          output.result({ folder: outputDirectory, manifestHash: split.manifestHash, volumes: split.volumes }, [
            ...table(split.volumes.map(({ fileName, sizeBytes, sha256 }) => [fileName, sizeText(sizeBytes), sha256])),
            output.say(
              text(
                `${split.manifest.name} ${split.manifest.version}：${split.volumes.length} 卷，校验清单 SHA256SUMS、SM3SUMS`,
                `${split.manifest.name} ${split.manifest.version}: ${split.volumes.length} volumes, checksums in SHA256SUMS and SM3SUMS`,
              ),
            ),
          ]);
          return 0;
        }),
      )(),
    );
}

/** As `sha256sum -c` takes it. */
function sums(volumes: readonly WrittenVolume[], which: 'sha256' | 'sm3'): Uint8Array {
  return new TextEncoder().encode(volumes.map((volume) => `${volume[which]}  ${volume.fileName}\n`).join(''));
}
