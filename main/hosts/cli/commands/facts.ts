import { checkFactsEarly } from '../../../app/early-checks.ts';
import { exportCollector, importFacts } from '../../../app/import-facts.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { givenFile } from '../given-file.ts';
import { describeReplanned } from '../import-words.ts';
import { keepFile } from '../kept-file.ts';
import { tellChecks } from '../tell-checks.ts';

export const register: CommandModule['register'] = (program, run, say) => {
  const facts = program
    .command('facts')
    .description(say('由客户自己在服务器上采集的机器情况', 'what servers are, collected by the customer alone'));
  facts
    .command('collector')
    .option(
      '--out <file>',
      say('写到哪里（默认 ferryman-collect.sh）', 'where to (ferryman-collect.sh unless said otherwise)'),
    )
    .option(
      '--reach <host:port>',
      say('服务器应能连到的地址；可重复给出', 'what the server should reach; may be repeated'),
      (value, all: string[]) => [...all, value],
      [],
    )
    .description(say('写出只读的采集脚本，并显示其校验值', 'write the read-only script, and say its checksum'))
    .action((options: { out?: string; reach: string[] }) =>
      run(({ output, withSite }) =>
        withSite(async (session) => keepFile(exportCollector(session, options.reach), options.out, output)),
      )(),
    );
  facts
    .command('import')
    .argument('<files...>', say('采集结果文件', 'result files'))
    .description(
      say(
        '读入采集结果：机器的硬件写入需求，并重新生成方案草稿',
        'take results in: hardware goes into the requirements, and the plan is drafted anew',
      ),
    )
    .action((files: string[]) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const result = importFacts(session, files.map(givenFile));
          output.result(result, [
            ...result.taken.flatMap(
              ({ machine, file, isNew, isOlderThanKnown, corrected, unclearDisks, unreachable }) => [
                `${isOlderThanKnown ? '·' : isNew ? '+' : '✓'} ${machine}  ${file}${isOlderThanKnown ? output.say(text('（比已知的旧，未采用）', ' (older than what is known: not taken)')) : ''}`,
                ...corrected.map((line) => `    ${line}`),
                ...unclearDisks.map((disk) =>
                  output.say(
                    text(
                      `    磁盘 ${disk} 用途不明，未计入`,
                      `    disk ${disk} is in use for something unknown: left out`,
                    ),
                  ),
                ),
                ...unreachable.map((target) => output.say(text(`    连不到 ${target}`, `    cannot reach ${target}`))),
              ],
            ),
            '',
            ...describeReplanned(result.plan, output),
          ]);
          return result.plan.failure === null ? 0 : 4;
        }),
      )(),
    );
  facts
    .command('check')
    .description(
      say(
        '用已采集的机器情况提前做预检能做的检查；不保存，不能代替现场预检',
        'what preflight would say of the facts collected so far; nothing is kept, and it takes no preflight’s place',
      ),
    )
    .action(() =>
      run(({ output, withSite }) =>
        withSite(async (session) => tellChecks(await checkFactsEarly(session), output), { readOnly: true }),
      )(),
    );
};
