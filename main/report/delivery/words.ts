import type { CheckOutcome } from '../../model/checks/check-kind.ts';
import type { Verdict } from '../../model/report/document.ts';
import type { OpenPoint } from '../../model/report/verdict.ts';
import { type Text, text } from '../../model/text.ts';

export const verdictWords: Readonly<Record<Verdict, Text>> = {
  'NOT READY': text('不具备验收条件', 'NOT READY'),
  INCOMPLETE: text('检验未完成', 'INCOMPLETE'),
  'READY WITH ACTIONS': text('有条件具备验收条件', 'READY WITH ACTIONS'),
  READY: text('具备验收条件', 'READY'),
};

export const verdictSentences: Readonly<Record<Verdict, Text>> = {
  'NOT READY': text(
    '至少一项关键检查未通过。请先按下文处理并重新检验，再安排验收。',
    'At least one critical check failed. Fix what is named below and verify again before the site is offered for sign-off.',
  ),
  INCOMPLETE: text(
    '还不能下结论：有计划内的内容未检验，或结果没有证据。补齐后重新出具报告。',
    'No conclusion yet: something planned was not verified, or a result has no evidence. Complete it, then write the report again.',
  ),
  'READY WITH ACTIONS': text(
    '平台已按计划建成，关键检查全部通过；仍有下列遗留事项，须由责任人按期完成。',
    'The platform stands as planned and every critical check passed. The points below remain, each to be settled by its owner in time.',
  ),
  READY: text(
    '平台已按计划建成，全部检查均已执行并有证据，没有遗留事项。',
    'The platform stands as planned. Every check was run and is backed by evidence; nothing remains open.',
  ),
};

export const outcomeWords: Readonly<Record<CheckOutcome, Text>> = {
  pass: text('通过', 'Passed'),
  warn: text('警告', 'Warning'),
  fail: text('未通过', 'Failed'),
  'not-applicable': text('不适用', 'Not applicable'),
};

export const openPointWords: Readonly<Record<OpenPoint['kind'], Text>> = {
  failed: text('未通过', 'Failed'),
  warning: text('警告', 'Warning'),
  waived: text('已豁免', 'Waived'),
  deviation: text('书面同意的偏离', 'Deviation agreed in writing'),
  difference: text('与计划不同', 'Differs from plan'),
};
