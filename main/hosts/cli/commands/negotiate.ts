import { extname, resolve } from 'node:path';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { negotiateMachines, writeShortageLetter } from '../../../app/negotiate.ts';
import { diffRevisions, planRevisions } from '../../../app/plan-revisions.ts';
import type { SiteSession } from '../../../app/site-session.ts';
import { takeWay } from '../../../app/take-way.ts';
import { whatIf } from '../../../app/what-if.ts';
import { LetterFormat, type OfferRequest, type TakenWay } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import type { Negotiation, WayBack } from '../../../model/plan/negotiation.ts';
import { shapeName } from '../../../model/plan/planned-machine.ts';
import { costWords, leftToDo } from '../../../model/plan/way-words.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { type ExitCode, type Output, table } from '../output.ts';
import { describeChanges, describeWhatIf } from '../plan-words.ts';

interface Options {
  readonly have?: string;
  readonly environment?: string;
  readonly letter?: string;
  readonly try?: string;
  readonly take?: string;
  readonly by?: string;
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
    .option(
      '--try <number>',
      say('试算第几种做法会差多少；什么都不保存', 'the difference the way of this number would make; nothing is kept'),
    )
    .option(
      '--take <number>',
      say(
        '采用第几种做法：改回答并重新规划',
        'take the way of this number: its answers are written and the plan is made anew',
      ),
    )
    .option('--by <name>', say('谁决定的；与 --take 同用', 'who decided; goes with --take'))
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
          if (options.try !== undefined) {
            const answer = whatIf(session, { ...request, way: wayOf(negotiation, options.try).id });
            output.result(answer, describeWhatIf(answer, output));
            return 0;
          }
          if (options.take !== undefined) {
            return taken(session, request, { way: wayOf(negotiation, options.take), by: options.by ?? '' }, output);
          }
          output.result(negotiation, describe(negotiation, output));
          return 0;
        }),
      )(),
    );
};

function wayOf({ ways }: Negotiation, number: string): WayBack {
  const way = /^\d{1,4}$/.test(number) ? ways[Number(number) - 1] : undefined;
  if (way === undefined) {
    throw new FerrymanError('PLAN_E0024', { way: number, ways: ways.map((_, index) => index + 1).join(', ') || '–' });
  }
  return way;
}

interface Decision {
  readonly way: WayBack;
  readonly by: string;
}

function taken(session: SiteSession, request: OfferRequest, { way, by }: Decision, output: Output): ExitCode {
  if (by.trim() === '') {
    throw new FerrymanError('USAGE_E0003', {
      what: text(' --by（谁决定的）', ' --by (who decided)'),
      help: 'ferryman negotiate --help',
    });
  }
  const [before] = planRevisions(session);
  const { revision, hash } = takeWay(session, { ...request, way: way.id }, by.trim());
  const changes = diffRevisions(session, before?.revision ?? revision, revision);
  const left = before?.approval;
  const result: TakenWay = { revision, hash, way, changes };
  output.result(result, [
    output.say(
      text(
        `已采用“${way.title.zh}”，现在是第 ${revision} 版`,
        `Took “${way.title.en}”; the plan is revision ${revision} now`,
      ),
    ),
    ...(left
      ? [
          output.say(
            text(
              `${left.by} 批准的是第 ${before?.revision} 版；新的一版要重新批准`,
              `${left.by} approved revision ${before?.revision}; this one is to be approved anew`,
            ),
          ),
        ]
      : []),
    '',
    ...describeChanges(changes, output),
  ]);
  return 0;
}

function letterFormat(file: string): LetterFormat {
  const { data } = LetterFormat.safeParse(extname(file).slice(1).toLowerCase());
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
      : ways.flatMap((way, index) => {
          const { title, cost, given } = way;
          const left = leftToDo(way, offer);
          return [
            `${index + 1}. ${say(title)}  [${say(text('还要准备', 'still to provide'))}: ${say(costWords(cost))}]${given.length === 0 ? `  ${say(text('承诺全部保住', 'keeps every promise'))}` : ''}`,
            ...(left === undefined ? [] : [`   ${say(left)}`]),
          ];
        })),
  ];
}
