import { resolve } from 'node:path';
import { Option } from 'commander';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { writeReport } from '../../../app/report.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';

interface Options {
  readonly out: string;
  readonly language: 'zh' | 'en' | 'both';
}

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('report')
    .option(
      '--out <file>',
      say('要写入的 HTML 文件；JSON 写在旁边', 'HTML file to write; the JSON lies beside it'),
      'delivery-report.html',
    )
    .addOption(
      new Option('--language <language>', say('报告的语言', 'language of the report'))
        .choices(['zh', 'en', 'both'])
        .default('both'),
    )
    .description(
      say(
        '根据计划、安装和检验的结果写出交付报告',
        'write the delivery report from what was planned, installed and verified',
      ),
    )
    .action((options: Options) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const { verdict, hash, html, json } = await writeReport(session);
          const path = resolve(options.out);
          await writeFileAtomically(path, html(options.language));
          await writeFileAtomically(path.replace(/(\.html)?$/, '.json'), json());
          output.result({ verdict, hash, path }, [
            verdict,
            output.say(text(`报告：${path}`, `Report: ${path}`)),
            `sha256:${hash}`,
          ]);
          return verdict === 'READY' || verdict === 'READY WITH ACTIONS' ? 0 : 4;
        }),
      )(),
    );
};
