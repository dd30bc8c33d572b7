import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { moment } from '../format.ts';
import { cell, code } from '../section.ts';

/** A plan as the site holds it, and what every document says of itself. */
export interface PlanningInput {
  readonly plan: SitePlan;
  readonly hash: string;
  readonly revision: number;
  /** When this revision was made; the documents carry no other time, so that the same plan gives the same bytes. */
  readonly createdAt: string;
  readonly approval: { readonly by: string; readonly at: string } | null;
  readonly ferrymanVersion: string;
}

/** The cover every planning document has: for whom, from whom, which plan, approved or not. */
export function planningDocument(input: PlanningInput, title: Text, blocks: readonly Block[]): Document {
  const { plan, hash, revision, createdAt, approval, ferrymanVersion } = input;
  const { name, customer, vendor, project } = plan.site;
  return {
    apiVersion: 'ferryman/v1',
    kind: 'Document',
    title,
    subject: name,
    isPractice: plan.isPractice,
    generatedAt: createdAt,
    ferrymanVersion,
    letterhead: { customer, vendor, project, revision, isDraft: approval === null },
    dataHash: hash,
    blocks: [...blocks],
  };
}

/** Which plan this is, for the first page and the page for ink. */
export function planIdentity({ plan, hash, revision, createdAt, approval }: PlanningInput): Block {
  const { customer, vendor, project } = plan.site;
  const given = (label: Text, value: string) => (value === '' ? [] : [{ label, value: cell(value) }]);
  return {
    type: 'key-values',
    rows: [
      ...given(text('项目', 'Project'), project),
      ...given(text('客户', 'Customer'), customer),
      ...given(text('交付方', 'Vendor'), vendor),
      {
        label: text('计划版本', 'Plan revision'),
        value: cell(text(`第 ${revision} 版，${moment(createdAt)}`, `Revision ${revision}, ${moment(createdAt)}`)),
      },
      {
        label: text('批准', 'Approval'),
        value:
          approval === null
            ? { status: 'warn', content: text('草稿，未批准', 'Draft, not approved') }
            : { status: 'pass', content: `${approval.by}, ${moment(approval.at)}` },
      },
      { label: text('计划摘要', 'Plan digest'), value: { ...code(hash), note: text('SHA-256', 'SHA-256') } },
    ],
  };
}

/** What has to be settled before anybody can approve the plan; nothing where there is nothing. */
export function openMatters({ plan }: PlanningInput): Block[] {
  const blockers = plan.findings.filter(({ severity }) => severity === 'blocker');
  if (blockers.length === 0) return [];
  return [
    {
      type: 'heading',
      level: 3,
      id: 'blockers',
      text: text(
        `尚不能批准：${blockers.length} 项须先解决`,
        `Not ready for approval: ${blockers.length} to settle first`,
      ),
    },
    {
      type: 'table',
      columns: [
        { title: text('对象', 'What'), characters: 26 },
        { title: text('问题', 'Problem'), characters: 42 },
        { title: text('怎么办', 'What to do'), characters: 48 },
      ],
      rows: blockers.map(({ object, reason, remedy }) => [
        { content: object, look: 'strong' as const, status: 'fail' as const },
        cell(reason),
        cell(remedy),
      ]),
      whenEmpty: text('没有。', 'None.'),
    },
  ];
}
