import type { Block } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { code, paragraph } from '../section.ts';
import type { PlanningInput } from './planning-input.ts';

type Role = { role: Text; statement: Text };

/**
 * The page for ink: who asks, who approves, who carries it out. A signature holds for this very plan only. `above` stands on
 * the same page.
 */
export function planSignOff(
  { hash, revision }: PlanningInput,
  roles: readonly Role[],
  above: readonly Block[] = [],
): Block[] {
  return [
    { type: 'page-break' },
    ...above,
    { type: 'heading', level: 2, id: 'sign-off', text: text('签字确认', 'Signatures') },
    paragraph(
      '签字仅对下列版本与摘要所对应的这一份计划有效；计划变更后须重新签字。',
      'A signature holds only for the plan with the revision and digest below; a changed plan is signed anew.',
    ),
    {
      type: 'key-values',
      rows: [
        { label: text('计划版本', 'Plan revision'), value: { content: String(revision) } },
        { label: text('计划摘要', 'Plan digest'), value: code(hash) },
      ],
    },
    { type: 'sign-off', roles: [...roles] },
  ];
}

export const applicant: Role = {
  role: text('申请单位（交付方）', 'Applicant (vendor)'),
  statement: text(
    '申请内容按计划计算得出，理由如文中所述。',
    'What is asked for follows from the plan, for the reasons given.',
  ),
};
export const approver: Role = {
  role: text('审批单位（客户，盖章）', 'Approved by (customer, with seal)'),
  statement: text('审批意见：', 'Decision and remarks:'),
};
export const networkTeam: Role = {
  role: text('实施人（客户网络管理员）', 'Carried out by (customer’s network team)'),
  statement: text('开通完成日期与说明：', 'Opened on, and remarks:'),
};
export const systemTeam: Role = {
  role: text('实施人（客户系统管理员）', 'Carried out by (customer’s system team)'),
  statement: text('资源发放日期与说明：', 'Provided on, and remarks:'),
};
