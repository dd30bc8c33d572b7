import { Option } from 'commander';
import { importAnswers } from '../../../app/import-answers.ts';
import { exportWorkbook } from '../../../app/intake.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { Section } from '../../../model/site/section.ts';
import type { CommandModule } from '../command.ts';
import { givenFile } from '../given-file.ts';
import { choiceOf, type Take, takes, tellImport } from '../import-words.ts';
import { keepFile } from '../kept-file.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const workbook = program
    .command('workbook')
    .description(say('发给客户填写的 Excel 工作簿', 'the spreadsheet the customer fills in'));
  workbook
    .command('export')
    .option('--out <file>', say('写到哪里（默认 questions.xlsx）', 'where to (questions.xlsx unless said otherwise)'))
    .option(
      '--sections <ids>',
      say('只要这些部分，用逗号隔开；省略则全部', 'only these sections, with commas; left out: all'),
    )
    .description(
      say('写出工作簿：每个部分一页，已知的已填好', 'write the workbook: one sheet a section, what is known filled in'),
    )
    .action((options: { out?: string; sections?: string }) =>
      run(({ output, withSite }) =>
        withSite(async (session) =>
          keepFile(await exportWorkbook(session, output.language, sectionsIn(options.sections)), options.out, output),
        ),
      )(),
    );
  workbook
    .command('import')
    .argument('<file>', say('交回的工作簿', 'the workbook that came back'))
    .addOption(
      new Option(
        '--take <side>',
        say(
          '冲突时采用交回的（theirs）还是已有的（ours）',
          'in a conflict: what came back (theirs) or what is known (ours)',
        ),
      ).choices(takes),
    )
    .description(
      say(
        '与已知的回答逐题合并，并重新生成方案草稿；填错的格子逐一指出，那时什么都不写入',
        'merge it with what is known, question by question, and draft the plan anew; every wrong cell is named, and nothing is kept then',
      ),
    )
    .action((file: string, options: { take?: Take }) =>
      run(({ output, withSite }) =>
        withSite(async (session) =>
          tellImport(
            session,
            await importAnswers(session, givenFile(file), choiceOf(options.take)),
            options.take,
            output,
          ),
        ),
      )(),
    );
};

function sectionsIn(given: string | undefined): Section[] {
  return (given ?? '').split(',').flatMap((name) => {
    if (name.trim() === '') return [];
    const section = Section.safeParse(name.trim());
    if (section.success) return [section.data];
    throw new FerrymanError('INPUT_E0001', {
      detail: `there is no section ${name.trim()}; there are ${Section.options.join(', ')}`,
    });
  });
}
