import { readIntake } from '../../../app/intake.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import type { AnswerState, Completeness } from '../../../model/intake/answers.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { type Output, table } from '../output.ts';

const marks: Readonly<Record<AnswerState, string>> = {
  answered: '✓',
  unknown: '?',
  open: '○',
  optional: '·',
  conflict: '✗',
};

export const register: CommandModule['register'] = (program, run, say) => {
  program
    .command('questions')
    .option(
      '--owner <who>',
      say('只看一个部分，或一个联系人的问题', 'only the questions of one section or one contact'),
    )
    .description(
      say(
        '还缺哪些回答，该问谁，方案暂时按什么算',
        'which answers are missing, whom to ask, and what the plan takes meanwhile',
      ),
    )
    .action((options: { owner?: string }) =>
      run(({ output, withSite }) =>
        withSite(
          async (session) => {
            const { completeness, sections, questions } = readIntake(session, output.language);
            const wanted = sectionsOf(completeness, options.owner);
            const mine = completeness.sections.filter(({ section }) => wanted.includes(section));
            const missing = completeness.states
              .filter(({ section, state }) => wanted.includes(section) && state !== 'answered' && state !== 'optional')
              .map((state) => ({ ...state, ask: questions.find(({ id }) => id === state.question)?.ask }));
            const asked = sections.filter(({ id }) => missing.some(({ section }) => section === id));
            output.result({ sections: mine, missing }, [
              ...progress(mine, output),
              ...asked.flatMap(({ id, title, ask }) => [
                '',
                `${output.say(title)} → ${output.say(ask)}`,
                ...missing
                  .filter(({ section }) => section === id)
                  .map(({ state, title: question, assumed, note = '' }) => {
                    const meanwhile =
                      assumed === undefined
                        ? ''
                        : output.say(text(`（暂按：${assumed.zh}）`, ` (meanwhile: ${assumed.en})`));
                    return `  ${marks[state]} ${output.say(question)}${meanwhile}${note === '' ? '' : ` — ${note}`}`;
                  }),
              ]),
            ]);
            return 0;
          },
          { readOnly: true },
        ),
      )(),
    );
};

function progress(sections: Completeness['sections'], output: Output): string[] {
  const head = [
    text('部分', 'Section'),
    text('负责人', 'Who'),
    text('已答', 'answered'),
    text('不知道', 'not known'),
    text('待答', 'open'),
    text('冲突', 'conflicts'),
  ];
  return table([
    head.map((title) => output.say(title)),
    ...sections.map(({ title, contacts, answered, unknown, open, conflicts }) => [
      output.say(title),
      contacts.map(({ name }) => name).join(', ') || '—',
      ...[answered, unknown, open, conflicts].map(String),
    ]),
  ]);
}

function sectionsOf({ sections }: Completeness, owner: string | undefined): string[] {
  const all = sections.map(({ section }) => section);
  const found = sections
    .filter(
      ({ section, contacts }) =>
        owner === undefined || section === owner || contacts.some(({ id, name }) => id === owner || name === owner),
    )
    .map(({ section }) => section);
  if (found.length > 0) return found;
  const people = sections.flatMap(({ contacts }) => contacts.map(({ id }) => id));
  throw new FerrymanError('INPUT_E0001', {
    detail: `nobody called ${owner} answers anything; there are ${[...all, ...new Set(people)].join(', ')}`,
  });
}
