import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { browserPrinter } from '../../../adapters/printer/browser-printer.ts';
import { mediaFormats, writeMediaPapers } from '../../../app/media-papers.ts';
import { DocumentLanguage } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import { version } from '../../version.ts';
import type { Run, Say } from '../command.ts';
import { table } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { trustedHere } from './trusted-here.ts';

interface Options {
  readonly out: string;
  readonly format?: string;
  readonly language: DocumentLanguage;
}

export function addPapers(bundle: Command, run: Run, say: Say): void {
  const formats = mediaFormats.join(', ');
  bundle
    .command('papers')
    .argument('<source>', say('放着全部分卷的文件夹，或离线包', 'a folder with all volumes, or a bundle'))
    .requiredOption('--out <directory>', say('文档输出的文件夹', 'folder to write to'))
    .option(
      '--format <formats>',
      say(`${formats}，逗号分隔；默认写出这里能写的全部`, `${formats}, with commas; left out: all that can be written`),
    )
    .addOption(
      new Option('--language <language>', say('文档的语言', 'language of the papers'))
        .choices(DocumentLanguage.options)
        .default('both'),
    )
    .description(
      say(
        '随介质的纸质文档：校验值清单、刻录清单、介质交接单、病毒扫描记录',
        'papers that go with the media: checksum sheet, burn list, custody form, virus-scan record',
      ),
    )
    .action((source: string, { out, format, language }: Options) =>
      run((context) =>
        untilInterrupted(context.output, async (signal) => {
          const { output } = context;
          const line = progressLine(output);
          const outputDirectory = resolve(out);
          const canPrint = browserPrinter.find() !== undefined;
          const wanted =
            format === undefined ? mediaFormats.filter((each) => each !== 'pdf' || canPrint) : parsed(format);
          const files = await writeMediaPapers({
            source,
            outputDirectory,
            formats: wanted,
            language,
            ...(await trustedHere(context)),
            generatedAt: new Date().toISOString(),
            ferrymanVersion: version,
            printer: browserPrinter,
            signal,
            onProgress: line.report,
            elapsedMs: () => performance.now(),
          }).finally(line.end);
          if (format === undefined && !canPrint) {
            output.note(text('没有找到浏览器，未写 PDF', 'No browser was found, so no PDF was written'));
          }
          output.result({ folder: outputDirectory, files }, table(files.map(({ id, path }) => [id, path])));
          return 0;
        }),
      )(),
    );
}

function parsed(given: string): (typeof mediaFormats)[number][] {
  return given.split(',').map((each) => {
    const found = mediaFormats.find((format) => format === each.trim());
    if (found === undefined) throw new FerrymanError('INPUT_E0001', { detail: `--format: ${each}` });
    return found;
  });
}
