import { extname, resolve } from 'node:path';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { negotiateMachines, writeShortageLetter } from '../../../app/negotiate.ts';
import { DocumentFormat } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import type { Negotiation } from '../../../model/plan/negotiation.ts';
import { shapeName } from '../../../model/plan/planned-machine.ts';
import { text } from '../../../model/text.ts';
import { costWords } from '../../../report/planning/shortage-letter.ts';
import type { CommandModule } from '../command.ts';
import { type Output, table } from '../output.ts';

interface Options {
  readonly have?: string;
  readonly environment?: string;
  readonly letter?: string;
}

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('negotiate')
    .option(
      '--have <machines>',
      say(
        '能提供的机器，如 3x8C16G 或 worker=3x8C16G+500G,mysql-server=1x4C8G；省略时按现场已有的机器',
        'machines there will be, such as 3x8C16G or worker=3x8C16G+500G,mysql-server=1x4C8G; left out: those at the site',
      ),
    )
    .option('--environment <name>', say('环境；省略时为第一个', 'environment; left out: the first one'))
    .option(
      '--letter <file>',
      say('写出给客户的一页函（.docx .pdf .html）', 'write the one-page letter (.docx .pdf .html)'),
    )
    .description(
      say(
        '机器比方案少或小时：哪些承诺保不住，怎样补救最省',
        'fewer or smaller machines than planned: which promises fall, and the cheapest ways back',
      ),
    )
    .action((options: Options) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const request = { environment: options.environment ?? '', have: options.have ?? '' };
          const format = options.letter === undefined ? undefined : letterFormat(options.letter);
          const negotiation = negotiateMachines(session, request);
          if (options.letter !== undefined && format !== undefined) {
            const language = output.language;
            const { content } = await writeShortageLetter(session, request, { format, language });
            await writeFileAtomically(resolve(options.letter), content);
          }
          output.result(negotiation, describe(negotiation, output));
          return 0;
        }),
      )(),
    );
};

function letterFormat(file: string): DocumentFormat {
  const { data } = DocumentFormat.exclude(['xlsx']).safeParse(extname(file).slice(1).toLowerCase());
  if (data === undefined) {
    throw new FerrymanError('DOC_E0003', {
      document: 'shortage-letter',
      format: extname(file),
      formats: 'docx, pdf, html',
    });
  }
  return data;
}

function describe({ offer, asked, promises, ways }: Negotiation, output: Output): string[] {
  const say = output.say.bind(output);
  const offered = (role: string) =>
    (offer.roles.find((one) => one.role === role)?.machines ?? [])
      .filter(({ count }) => count > 0)
      .map(({ count, shape }) => `${count} × ${shapeName(shape)}`)
      .join(', ');
  return [
    ...table(
      asked.map(({ role, count, shape }) => [
        `${offer.environment}/${role}`,
        `${count} × ${shapeName(shape)}`,
        '→',
        offered(role) || say(text('没有', 'none')),
      ]),
    ),
    '',
    ...table(
      promises.map(({ title, wanted, found, holds }) => [holds ? '✓' : '✗', say(title), say(wanted), say(found)]),
    ),
    '',
    ...(ways.length === 0
      ? [
          promises.every(({ holds }) => holds)
            ? say(text('承诺都能保住', 'Every promise is kept'))
            : say(text('没有找到可行的做法', 'No way back was found')),
        ]
      : ways.map(
          ({ title, cost, given }, index) =>
            `${index + 1}. ${say(title)}  [${say(text('还要准备', 'still to provide'))}: ${say(costWords(cost))}]${given.length === 0 ? `  ${say(text('承诺全部保住', 'keeps every promise'))}` : ''}`,
        )),
  ];
}
