import { runPreflight } from '../../../app/preflight.ts';
import { runVerification } from '../../../app/verify.ts';
import type { CommandModule } from '../command.ts';
import { tellChecks } from '../tell-checks.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('preflight')
    .description(
      say(
        '读取机器情况，做一切不改变任何东西的检查',
        'read the machines and check everything that can be checked without changing anything',
      ),
    )
    .action(() =>
      run(({ output, withSite }) => withSite(async (session) => tellChecks(await runPreflight(session), output)))(),
    );
  program
    .command('verify')
    .description(
      say('通过集群 API 和各节点检验已安装的集群', 'prove the installed cluster through its API and on its nodes'),
    )
    .action(() =>
      run(({ output, withSite }) => withSite(async (session) => tellChecks(await runVerification(session), output)))(),
    );
};
