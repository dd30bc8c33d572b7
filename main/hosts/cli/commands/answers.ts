import { Option } from 'commander';
import { importAnswers } from '../../../app/import-answers.ts';
import { readIntake } from '../../../app/intake.ts';
import { resolveAndPlan } from '../../../app/take-answers.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { givenFile } from '../given-file.ts';
import { choiceOf, describeConflicts, describeReplanned, type Take, takes, tellImport } from '../import-words.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const answers = program
    .command('answers')
    .description(
      say('客户交回的回答：导入，处理冲突', 'answers the customer sent back: taking them in, settling conflicts'),
    );
  const takeOption = () =>
    new Option(
      '--take <side>',
      say(
        '冲突时采用交回的（theirs）还是已有的（ours）',
        'in a conflict: what came back (theirs) or what is known (ours)',
      ),
    ).choices(takes);
  answers
    .command('import')
    .argument('<file|code>', say('离线问卷导出的文件、工作簿或粘贴码', 'exported file, workbook, or paste code'))
    .addOption(takeOption())
    .description(
      say(
        '与已知的回答逐题合并，并重新生成方案草稿；两边都改过的列出来等人选择。有一处填错就什么都不写入',
        'merge with what is known, question by question, and draft the plan anew; what both sides changed is listed to choose. One wrong cell, and nothing is kept',
      ),
    )
    .action((given: string, options: { take?: Take }) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const isCode = given.startsWith('FM1.');
          const file = isCode ? { name: 'paste code', content: Buffer.from(given) } : givenFile(given);
          return tellImport(session, await importAnswers(session, file, choiceOf(options.take)), options.take, output);
        }),
      )(),
    );
  answers
    .command('conflicts')
    .description(say('两边说法不同、等人选择的回答', 'answers that differ and wait for somebody to choose'))
    .action(() =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const { conflicts, questions } = readIntake(session, output.language);
          const titles = new Map(questions.map(({ id, title }) => [id, title]));
          const none = output.say(text('没有冲突', 'No conflicts'));
          output.result(conflicts, conflicts.length === 0 ? [none] : describeConflicts(conflicts, titles, output));
          return conflicts.length === 0 ? 0 : 4;
        }),
      )(),
    );
  answers
    .command('settle')
    .argument('<question>', say('问题的编号，例如 network.zones', 'id of the question, such as network.zones'))
    .option('--row <name>', say('表格中的哪一行', 'which row of a table'))
    .addOption(takeOption().makeOptionMandatory())
    .description(say('在两个回答中选一个', 'choose one of two answers'))
    .action((question: string, options: { row?: string; take: Take }) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const { row, take } = options;
          const plan = resolveAndPlan(session, { question, row, choice: choiceOf(take), by: session.operator });
          const left = readIntake(session, output.language).conflicts.length;
          output.result({ question, row, take, left, plan }, [
            output.say(text(`已选择；还有 ${left} 项冲突`, `Chosen; ${left} conflict(s) left`)),
            ...(plan === null ? [] : describeReplanned(plan, output)),
          ]);
          return plan?.failure ? 4 : 0;
        }),
      )(),
    );
};
