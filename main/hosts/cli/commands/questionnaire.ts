import { exportPage } from '../../../app/intake.ts';
import type { CommandModule } from '../command.ts';
import { keepFile } from '../kept-file.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const questionnaire = program
    .command('questionnaire')
    .description(say('给没有本软件的人的离线问卷', 'the offline questionnaire for people who have no app'));
  questionnaire
    .command('export')
    .requiredOption('--for <contact>', say('联系人的编号或姓名', 'id or name of the contact'))
    .option('--out <file>', say('写到哪里', 'where to'))
    .description(
      say(
        '写出一个网页文件：只有这个人的问题，任何浏览器都能离线打开',
        'write one page: only this person’s questions, opened by any browser without a network',
      ),
    )
    .action((options: { for: string; out?: string }) =>
      run(({ output, withSite }) =>
        withSite(async (session) => keepFile(exportPage(session, output.language, options.for), options.out, output)),
      )(),
    );
};
