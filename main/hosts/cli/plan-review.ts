import type { Command } from 'commander';
import { diffRevisions, planRevisions } from '../../app/plan-revisions.ts';
import { needPlan } from '../../app/site-plan.ts';
import { whatIf } from '../../app/what-if.ts';
import type { WhatIfQuestion } from '../../contract/plan.contract.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { text } from '../../model/text.ts';
import { explain } from '../../plan/explain.ts';
import type { Run, Say } from './command.ts';
import { table } from './output.ts';
import { describeChanges, describeExplanation, describeWhatIf } from './plan-words.ts';

/** `ferryman plan revisions`, `plan diff`, `plan what-if` and `ferryman explain`. */
export function registerPlanReview(
  program: Command,
  plan: Command,
  run: Run,
  say: Say,
  readSource: (file: string) => string,
): void {
  plan
    .command('revisions')
    .description(say('列出方案的各个版本，以及谁批准了哪一版', 'every revision of the plan, and who approved which'))
    .action(() =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const revisions = planRevisions(session);
          output.result(
            revisions,
            revisions.length === 0
              ? [output.say(text('还没有方案', 'There is no plan yet'))]
              : table(
                  revisions.map(({ revision, hash, createdAt, approval }) => [
                    `r${revision}`,
                    hash.slice(0, 12),
                    createdAt,
                    approval === null
                      ? output.say(text('未批准', 'not approved'))
                      : output.say(
                          text(`${approval.by} 于 ${approval.at} 批准`, `approved by ${approval.by} at ${approval.at}`),
                        ),
                  ]),
                ),
          );
          return 0;
        }),
      )(),
    );
  plan
    .command('diff')
    .argument('<from>', say('版本，如 r3', 'revision, such as r3'))
    .argument('<to>', say('版本，如 r4', 'revision, such as r4'))
    .description(
      say(
        '两版方案之间变了什么，因为哪些回答',
        'what changed between two revisions of the plan, and which answers made it change',
      ),
    )
    .action((from: string, to: string) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const changes = diffRevisions(session, revisionOf(from), revisionOf(to));
          output.result(changes, describeChanges(changes, output));
          return 0;
        }),
      )(),
    );
  plan
    .command('what-if')
    .argument('[requirements]', say('另一份 requirements.yaml，不会保存', 'other requirements.yaml; not kept'))
    .option(
      '--set <path=value...>',
      say('换几个回答，如 load.concurrentUsers=450', 'some other answers, such as load.concurrentUsers=450'),
    )
    .description(
      say('换一种回答，方案会差多少；什么都不保存', 'the difference other answers would make to the newest plan'),
    )
    .action((file: string | undefined, { set }: { set?: readonly string[] }) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const answer = whatIf(session, questionOf(file, set, readSource));
          output.result(answer, describeWhatIf(answer, output));
          return 0;
        }),
      )(),
    );
  program
    .command('explain')
    .argument('<figure>', say('如 machines.worker.count', 'such as machines.worker.count'))
    .description(
      say(
        '方案里的一个数字是怎么来的，一直追到回答',
        'how a figure of the plan came about, back to the answers it comes from',
      ),
    )
    .action((figure: string) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const explanation = explain(needPlan(session).plan, figure);
          output.result(explanation, describeExplanation(explanation, output));
          return 0;
        }),
      )(),
    );
}

/** r3 and 3 both name the third revision. */
function revisionOf(given: string): number {
  return Number(/^r?(\d{1,9})$/.exec(given)?.[1] ?? Number.NaN);
}

function questionOf(
  file: string | undefined,
  set: readonly string[] | undefined,
  readSource: (file: string) => string,
): WhatIfQuestion {
  if (file !== undefined && set === undefined) return { source: readSource(file), file };
  if (set !== undefined && file === undefined) return { answers: set.map(answerOf) };
  throw new FerrymanError('USAGE_E0003', {
    what: text(' requirements.yaml 或 --set（二选一）', ' either a requirements.yaml or --set'),
    help: 'ferryman plan what-if --help',
  });
}

/** What reads as a number or as true or false is one. */
function answerOf(given: string): { path: string; value: number | string | boolean } {
  const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
  if (path === '') {
    throw new FerrymanError('USAGE_E0004', {
      place: '--set',
      value: JSON.stringify(given),
      allowed: 'load.concurrentUsers=450',
      help: 'ferryman plan what-if --help',
    });
  }
  if (value === 'true' || value === 'false') return { path, value: value === 'true' };
  return { path, value: value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value };
}
