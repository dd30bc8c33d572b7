import { readIntake } from '../../app/intake.ts';
import type { SiteSession } from '../../app/site-session.ts';
import type { ConflictView, ImportResult, Replanned } from '../../contract/intake.contract.ts';
import type { Cells } from '../../model/intake/answers.ts';
import { type Text, text } from '../../model/text.ts';
import type { ExitCode, Output } from './output.ts';
import { describeChanges } from './plan-words.ts';

export const takes = ['theirs', 'ours'] as const;
export type Take = (typeof takes)[number];

/** Says what an import brought and what the plan makes of it. 4 while somebody still has to choose, or without a plan. */
export function tellImport(
  session: SiteSession,
  result: ImportResult,
  take: Take | undefined,
  output: Output,
): ExitCode {
  const { settled, plan } = result;
  const { conflicts, questions } = readIntake(session, output.language);
  const open = conflicts.filter(({ question, row }) =>
    result.conflicts.some((mine) => mine.question === question && mine.row === row),
  );
  const titles = new Map(questions.map(({ id, title }) => [id, title]));
  output.result({ ...result, conflicts: open.map(({ question, row }) => ({ question, row })) }, [
    output.say(
      text(
        `采纳 ${result.taken.length} 项，“不知道” ${result.unknown.length} 项，冲突 ${open.length} 项`,
        `${result.taken.length} taken, ${result.unknown.length} not known, ${open.length} in conflict`,
      ),
    ),
    ...(settled === 0
      ? []
      : [
          output.say(
            text(`已按 --take ${take} 处理 ${settled} 项冲突`, `${settled} conflict(s) settled by --take ${take}`),
          ),
        ]),
    ...result.taken.map((id) => `  + ${output.say(titles.get(id) ?? text(id, id))}`),
    ...result.strangers.map(({ place, text: note }) => `  ? ${place}: ${note}`),
    ...describeConflicts(open, titles, output),
    ...(plan === null ? [] : ['', ...describeReplanned(plan, output)]),
  ]);
  return open.length === 0 && !plan?.failure ? 0 : 4;
}

export function choiceOf(take: Take): 'known' | 'incoming';
export function choiceOf(take: Take | undefined): 'known' | 'incoming' | undefined;
export function choiceOf(take: Take | undefined) {
  return take === undefined ? undefined : take === 'theirs' ? 'incoming' : 'known';
}

/** The draft the answers made, with what differs; or why there is none. */
export function describeReplanned({ revision, from, changes, failure }: Replanned, output: Output): string[] {
  const say = output.say.bind(output);
  if (failure !== null) {
    const still =
      revision === null
        ? text('还没有方案', 'there is no plan yet')
        : text(`方案仍是 r${revision}`, `the plan is still r${revision}`);
    return [
      say(
        text(
          `回答已保存，但据此做不出方案（${still.zh}）：`,
          `The answers are kept, but no plan can be made of them (${still.en}):`,
        ),
      ),
      `✗ ${failure.code}: ${say(failure.message)}`,
      `  → ${say(failure.remedy)}`,
    ];
  }
  if (from === null)
    return [
      say(text(`已生成方案草稿 r${revision}，尚未批准`, `Draft r${revision} of the plan made, not approved yet`)),
    ];
  if (from === revision) return [say(text(`方案不变，仍是 r${revision}`, `The plan stays as it is: r${revision}`))];
  return [
    say(
      text(
        `方案已重新生成：草稿 r${revision}，与 r${from} 相比：`,
        `The plan was made anew: draft r${revision}; against r${from}:`,
      ),
    ),
    ...describeChanges(changes, output),
  ];
}

/** Both answers of each, and how to choose. */
export function describeConflicts(
  conflicts: readonly ConflictView[],
  titles: ReadonlyMap<string, Text>,
  output: Output,
): string[] {
  const side = (given: ConflictView['known'], other: ConflictView['known']) =>
    given === null
      ? output.say(text('（没有）', '(nothing)'))
      : `${cellsText(given.cells, other?.cells)}  (${[given.by, given.at.slice(0, 10), given.from].filter(Boolean).join(', ')})`;
  return conflicts.flatMap(({ question, row, known, incoming }) => [
    '',
    `✗ ${output.say(titles.get(question) ?? text(question, question))}${row === undefined ? '' : ` · ${row}`}`,
    `    ours   ${side(known, incoming)}`,
    `    theirs ${side(incoming, known)}`,
    `    ferryman answers settle ${question}${row === undefined ? '' : ` --row ${JSON.stringify(row)}`} --take theirs|ours`,
  ]);
}

/** Of a row only what differs from the other one. */
function cellsText(cells: Cells, other: Cells | undefined): string {
  if (typeof cells === 'string') return cells;
  const [row = {}] = cells;
  const against = Array.isArray(other) ? other[0] : undefined;
  return Object.entries(row)
    .filter(([column, cell]) => against === undefined || against[column] !== cell)
    .map(([column, cell]) => `${column}: ${cell}`)
    .join(', ');
}
