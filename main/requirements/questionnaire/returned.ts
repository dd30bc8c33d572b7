import type { Json } from '../../model/canonical-json.ts';
import type { CellProblem, Cells } from '../../model/intake/answers.ts';
import { text } from '../../model/text.ts';
import { type Block, isBlock, rowNames } from './answers.ts';
import { readCells } from './cells.ts';
import { questionOf, rowColumn } from './questionnaire.ts';

export interface ReadAnswers {
  readonly answers: Readonly<Record<string, Json>>;
  readonly problems: readonly CellProblem[];
}

/** Cells that came back as answers; every wrong one is named. A question nobody knows is wrong too. */
export function readReturned(cells: Readonly<Record<string, Cells>>): ReadAnswers {
  const answers: Record<string, Json> = {};
  const problems: CellProblem[] = [];
  for (const [id, written] of Object.entries(cells)) {
    const question = questionOf(id);
    if (question === undefined) {
      problems.push({ question: id, found: id, allowed: text('问卷里的问题', 'a question of the questionnaire') });
      continue;
    }
    const read = readCells(question, written);
    problems.push(...read.problems);
    if (read.value !== undefined) answers[id] = read.value;
  }
  return { answers, problems };
}

/** Rows of inner tables that name no row, and rows said to have none inside that do. */
export function strayRows(byQuestion: Readonly<Record<string, Json>>): CellProblem[] {
  return Object.entries(byQuestion).flatMap(([id, value]) => {
    const question = questionOf(id);
    if (question?.form !== 'table' || question.inside === undefined || !Array.isArray(value)) return [];
    const outer = (byQuestion[question.inside] ?? []) as Block[];
    const names = rowNames(outer);
    return value.filter(isBlock).flatMap((row, index): CellProblem[] => {
      const name = String(row[rowColumn]);
      const at = names.indexOf(name);
      if (at < 0) {
        const known = names.slice(0, 12).join(', ') || '—';
        return [
          {
            question: id,
            row: index,
            column: rowColumn,
            found: name,
            allowed: text(`已列出的名称（${known}）`, `a name listed above (${known})`),
          },
        ];
      }
      return outer[at]?.routes === 'none' && id === 'modules[].routes'
        ? [
            {
              question: id,
              row: index,
              column: rowColumn,
              found: name,
              allowed: text('没有标为“集群外不能访问”的模块', 'a module not marked as closed to the outside'),
            },
          ]
        : [];
    });
  });
}
