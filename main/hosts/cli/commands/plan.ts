import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { registries } from '../../../app/registries.ts';
import { saveRequirements } from '../../../app/requirements.ts';
import { approvePlan, draftPlan, makePlan } from '../../../app/site-plan.ts';
import type { PlanView } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { shapeName } from '../../../model/plan/planned-machine.ts';
import { sitePlanHash } from '../../../model/plan/site-plan.ts';
import { text } from '../../../model/text.ts';
import { readRequirements } from '../../../requirements/read-requirements.ts';
import type { CommandModule } from '../command.ts';
import { type Output, table } from '../output.ts';
import { registerPlanDefaults } from '../plan-defaults.ts';
import { registerPlanReview } from '../plan-review.ts';

interface Options {
  readonly approve?: boolean;
  readonly by?: string;
}

export const register: CommandModule['register'] = (program, run, say) => {
  const plan = program
    .command('plan')
    .argument('[requirements]', say('先读入的 requirements.yaml', 'requirements.yaml to take in first'))
    .option('--approve', say('批准刚生成的计划', 'approve the plan just made'))
    .option('--by <person>', say('批准人', 'who approves'))
    .description(
      say('根据需求和已知的机器情况生成计划', 'plan the site from its requirements and what is known of its machines'),
    )
    .action((file: string | undefined, options: Options) =>
      run(async ({ output, withSite, hasSite }) => {
        if (file !== undefined && !hasSite && !options.approve) {
          const plan = draftPlan(registries(), readRequirements(readSource(file), file));
          output.note(
            text('这里没有站点文件：方案只显示，不保存', 'There is no site file here: the plan is shown and not kept'),
          );
          const draft = { plan, hash: sitePlanHash(plan), revision: 0, createdAt: '', approval: null };
          output.result(draft, describe(draft, output));
          return 0;
        }
        return await withSite(async (session) => {
          if (file !== undefined) saveRequirements(session, readSource(file), file);
          let view = makePlan(session);
          if (options.approve) view = await approvePlan(session, view.hash, options.by ?? userInfo().username);
          output.result(view, describe(view, output));
          return 0;
        });
      })(),
    );
  registerPlanReview(program, plan, run, say, readSource);
  registerPlanDefaults(plan, run, say);
};

function readSource(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new FerrymanError('REQ_E0005', { file }, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // saved as GBK or UTF-16, Chinese names would be lost without a word
    throw new FerrymanError('REQ_E0001', { file, line: 1, column: 1, detail: 'it is not saved as UTF-8' });
  }
}

const marks = { blocker: '✗', warning: '!', info: '·' } as const;

function describe({ plan, hash, revision, approval }: PlanView, output: Output): string[] {
  const say = output.say.bind(output);
  return [
    `${plan.site.name}  r${revision}  ${hash.slice(0, 12)}${plan.isPractice ? '  PRACTICE 演练' : ''}`,
    '',
    ...table(plan.nodes.map(({ name, role, address, roleReason }) => [name, role, address, say(roleReason)])),
    '',
    ...table(
      plan.environments.flatMap(({ name, machines }) =>
        machines.map(({ role, count, existing, shape, why }) => [
          `${name}/${role}`,
          `${count} × ${shapeName(shape)}`,
          say(text(`已有 ${existing}`, `${existing} there`)),
          say(why),
        ]),
      ),
    ),
    '',
    ...plan.environments.flatMap(({ name, summary }) => [`${name}: ${say(summary)}`]),
    '',
    ...plan.findings.map(({ severity, object, reason }) => `${marks[severity]} ${object}: ${say(reason)}`),
    ...plan.deviations.map(
      ({ id, meaning, acceptance }) =>
        `${acceptance === null ? '✗' : '~'} ${id}: ${say(meaning)}${acceptance === null ? '' : ` (${acceptance.acceptedBy}, ${acceptance.until})`}`,
    ),
    approval === null
      ? say(text('未批准', 'Not approved yet'))
      : say(text(`已由 ${approval.by} 批准`, `Approved by ${approval.by}`)),
  ];
}
