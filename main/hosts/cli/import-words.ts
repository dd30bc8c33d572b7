import { readIntake } from '../../app/intake.ts';
import type { SiteSession } from '../../app/site-session.ts';
import { resolveConflict } from '../../app/take-answers.ts';
import type { ConflictView, IntakeResult } from '../../contract/intake.contract.ts';
import type { Cells } from '../../model/intake/answers.ts';
import { type Text, text } from '../../model/text.ts';
import type { ExitCode, Output } from './output.ts';

export const takes = ['theirs', 'ours'] as const;
export type Take = (typeof takes)[number];

/** Says what an import brought; conflicts are settled as asked, else listed. 4 while somebody still has to choose. */
export function tellImport(
  session: SiteSession,
  result: IntakeResult,
  take: Take | undefined,
  output: Output,
): ExitCode {
  for (const { question, row } of take === undefined ? [] : result.conflicts)
    settle(session, question, row, take ?? 'ours');
  const { conflicts, questions } = readIntake(session, output.language);
  const open = conflicts.filter(({ question, row }) =>
    result.conflicts.some((mine) => mine.question === question && mine.row === row),
  );
  const settled = result.conflicts.length - open.length;
  const titles = new Map(questions.map(({ id, title }) => [id, title]));
  output.result({ ...result, settled, conflicts: open }, [
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
    ...(result.taken.length + settled > 0
      ? [output.say(text('方案要重新生成：ferryman plan', 'The plan has to be made anew: ferryman plan'))]
      : []),
  ]);
  return open.length === 0 ? 0 : 4;
}

/** REQ_E0012 when there is no such conflict. */
export function settle(session: SiteSession, question: string, row: string | undefined, take: Take): void {
  const choice = take === 'theirs' ? 'incoming' : 'known';
  resolveConflict(session, { question, row, choice, by: session.operator });
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
