import { runPreflight } from '../../../app/preflight.ts';
import { runVerification } from '../../../app/verify.ts';
import type { CheckResult } from '../../../model/checks/check-kind.ts';
import type { CommandModule } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';

const marks = { pass: '✓', warn: '!', fail: '✗', 'not-applicable': '–' };

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
      run(({ output, withSite }) => withSite(async (session) => report(await runPreflight(session), output)))(),
    );
  program
    .command('verify')
    .description(
      say('通过集群 API 和各节点检验已安装的集群', 'prove the installed cluster through its API and on its nodes'),
    )
    .action(() =>
      run(({ output, withSite }) => withSite(async (session) => report(await runVerification(session), output)))(),
    );
};

function report(results: readonly CheckResult[], output: Output): ExitCode {
  const count = (outcome: CheckResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const shown = results.filter(({ outcome }) => outcome !== 'pass');
  output.result(results, [
    ...table(shown.map(({ outcome, id, target, summary }) => [marks[outcome], id, target, output.say(summary)])),
    ...shown.flatMap(({ remedy, id, target, outcome }) =>
      remedy === undefined || outcome !== 'fail' ? [] : [`  → ${id} ${target}: ${output.say(remedy)}`],
    ),
    `✓ ${count('pass')}  ! ${count('warn')}  ✗ ${count('fail')}  – ${count('not-applicable')}`,
  ]);
  return results.some(({ outcome, severity }) => outcome === 'fail' && severity === 'critical') ? 4 : 0;
}
