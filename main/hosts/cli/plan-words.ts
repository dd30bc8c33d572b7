import type { WhatIfAnswer } from '../../contract/plan.contract.ts';
import type { Explanation } from '../../model/plan/explanation.ts';
import { formulaText } from '../../model/plan/formula-words.ts';
import type { DiffGroup, PlanChange } from '../../model/plan/plan-change.ts';
import { type Text, text } from '../../model/text.ts';
import type { Output } from './output.ts';

const groups: Readonly<Record<DiffGroup, Text>> = {
  machines: text('机器', 'Machines'),
  services: text('服务', 'Services'),
  network: text('网络', 'Network'),
  routes: text('路由', 'Routes'),
  ports: text('端口', 'Ports'),
  schedule: text('进度', 'Schedule'),
  findings: text('发现', 'Findings'),
  defaults: text('默认值', 'Planner defaults'),
};

export function describeChanges(changes: readonly PlanChange[], output: Output): string[] {
  const say = output.say.bind(output);
  if (changes.length === 0) return [say(text('没有差异', 'No difference'))];
  const why = say(text('因为', 'because'));
  return Object.entries(groups).flatMap(([group, title]) => {
    const own = changes.filter((change) => change.group === group);
    if (own.length === 0) return [];
    return [
      say(title),
      ...own.map(
        ({ sign, object, what, because }) =>
          `  ${sign} ${object}: ${say(what)}${because.length > 0 ? ` (${why} ${because.join(', ')})` : ''}`,
      ),
    ];
  });
}

export function describeExplanation(explanation: Explanation, output: Output, indent = ''): string[] {
  const { id, figure, inputs } = explanation;
  return [
    `${indent}${id} = ${figure.value}${figure.unit === 'count' ? '' : ` ${figure.unit}`}`,
    `${indent}  ${output.say(figure.meaning)}`,
    `${indent}  ${output.say(formulaText(figure.formula))}  [${figure.source.reference}]`,
    ...inputs.flatMap(({ name, value, origin, because }) => [
      `${indent}  ${name} = ${value}${origin === '' ? '' : `  (${origin})`}`,
      ...because.flatMap((below) => describeExplanation(below, output, `${indent}    `)),
    ]),
  ];
}

export function describeWhatIf({ changes, blockers }: WhatIfAnswer, output: Output): string[] {
  return [
    ...describeChanges(changes, output),
    ...blockers.map(({ object, reason }) => `✗ ${object}: ${output.say(reason)}`),
    ...(blockers.length === 0
      ? []
      : [
          output.say(
            text(
              `有 ${blockers.length} 处必须先解决，这样的方案不能批准`,
              `Such a plan could not be approved: ${blockers.length} blocker(s)`,
            ),
          ),
        ]),
  ];
}
