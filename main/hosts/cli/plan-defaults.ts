import type { Command } from 'commander';
import { listPlannerDefaults, overrideDefault, removeOverride } from '../../app/planner-defaults.ts';
import type { PlannerDefault, PlanView } from '../../contract/plan.contract.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { Override } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { Run, Say } from './command.ts';
import { type Output, table } from './output.ts';

interface Options {
  readonly why?: string;
  readonly by?: string;
  readonly remove?: string;
}

/** `ferryman plan assumptions` and `ferryman plan override`. */
export function registerPlanDefaults(plan: Command, run: Run, say: Say): void {
  plan
    .command('assumptions')
    .description(
      say(
        '列出规划用的默认值：现值、默认值、允许的范围、谁改的、为什么',
        'the planner defaults: value, default, what is allowed, who changed it and why',
      ),
    )
    .action(() =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const defaults = listPlannerDefaults(session);
          output.result(defaults, table(defaults.map((each) => rowOf(each, output))));
          return 0;
        }),
      )(),
    );
  plan
    .command('override')
    .argument('[name]', say('默认值的名称，如 think-time-seconds', 'a planner default, such as think-time-seconds'))
    .argument('[value]', say('换成的数', 'the figure in its place'))
    .option('--why <reason>', say('为什么', 'why'))
    .option('--by <person>', say('谁决定的；省略时为当前用户', 'who says so; you unless said otherwise'))
    .option('--remove <name>', say('恢复这个默认值', 'go back to this default'))
    .description(
      say('换掉一个规划默认值并重新规划；原值会保留', 'put a figure in the place of a planner default and plan anew'),
    )
    // the command above has a --by of its own, and takes it wherever it stands
    .action((name: string | undefined, value: string | undefined, _: Options, command: Command) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const options = command.optsWithGlobals<Options>();
          const changed = options.remove ?? name ?? '';
          const view =
            options.remove === undefined
              ? overrideDefault(session, overrideOf(name, value, { by: session.operator, ...options }))
              : removeOverride(session, options.remove);
          output.result(view, describe(view, changed, output));
          return 0;
        }),
      )(),
    );
}

/** Every field that does not fit is named as it is written on the command line. */
function overrideOf(name: string | undefined, value: string | undefined, { why = '', by = '' }: Options): Override {
  const places: Readonly<Record<string, string>> = {
    assumption: '<name>',
    value: '<value>',
    why: '--why',
    by: '--by',
  };
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  const parsed = Override.safeParse({ assumption: name ?? '', value: number, by: by.slice(0, 60), why });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  const given = { assumption: name, value, why, by }[field] ?? '';
  throw new FerrymanError('USAGE_E0004', {
    place: places[field] ?? field,
    value: JSON.stringify(given),
    allowed:
      field === 'value'
        ? text('一个数', 'a number')
        : field === 'why'
          ? text('1 到 300 个字', '1 to 300 characters')
          : text('不能为空', 'not empty'),
    help: 'ferryman plan override --help',
  });
}

function rowOf(
  { id, title, unit, value, default: usual, override, least, most, isUsed }: PlannerDefault,
  output: Output,
) {
  const say = output.say.bind(output);
  const shown = (figure: number) => [figure, unit === 'count' ? '' : unit].filter((part) => part !== '').join(' ');
  return [
    override === null ? (isUsed ? '·' : ' ') : '~',
    id,
    shown(value),
    override === null ? '' : say(text(`默认 ${shown(usual)}`, `default ${shown(usual)}`)),
    `${least} … ${most}`,
    say(title) + (override === null ? '' : ` (${override.by}: ${override.why})`),
  ];
}

function describe({ plan, revision, hash }: PlanView, name: string, output: Output): string[] {
  const found = plan.assumptions.find(({ id }) => id === name);
  const is =
    found === undefined
      ? text(`${name}：这份方案用不到它`, `${name}: this plan has no use for it`)
      : text(
          `${name} = ${found.value}（默认 ${found.default}）`,
          `${name} = ${found.value} (default ${found.default})`,
        );
  return [output.say(is), `r${revision}  ${hash.slice(0, 12)}`];
}
