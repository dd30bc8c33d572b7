import type { Document } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { contents, numbered } from '../section.ts';
import { backupSection, resilienceSection, securitySection, storageSection } from './implementation/duties.ts';
import { networkSections } from './implementation/network.ts';
import { currentSection, overviewSection } from './implementation/overview.ts';
import { architectureSection, resourceSection, serviceSection } from './implementation/platform.ts';
import { appendixSections, handoverSection, peopleSection, riskSection } from './implementation/risks.ts';
import { rolloutSection, scheduleSection, testSection } from './implementation/rollout.ts';
import { openMatters, type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { planSignOff } from './sign-off.ts';

/** 实施方案: everything of the plan in the order a delivery is talked through. */
export function implementationPlan(input: PlanningInput): Document {
  const { plan } = input;
  const sections = [
    overviewSection(plan),
    currentSection(plan),
    architectureSection(plan),
    serviceSection(plan),
    resourceSection(plan),
    ...networkSections(plan),
    storageSection(plan),
    backupSection(plan),
    resilienceSection(plan),
    securitySection(plan),
    rolloutSection(plan),
    scheduleSection(plan),
    testSection(plan),
    riskSection(plan),
    handoverSection(),
    peopleSection(plan),
    ...appendixSections(plan),
  ];
  return planningDocument(input, text('实施方案', 'Implementation plan'), [
    planIdentity(input),
    ...openMatters(input),
    contents(sections),
    { type: 'page-break' },
    ...numbered(sections),
    ...planSignOff(input, [
      {
        role: text('交付负责人（交付方）', 'Head of delivery (vendor)'),
        statement: text(
          '按本方案实施；偏离时先书面告知。',
          'Carries this plan out, and writes before departing from it.',
        ),
      },
      {
        role: text('项目负责人（客户，盖章）', 'Project lead (customer, with seal)'),
        statement: text('已审阅，意见：', 'Read. Remarks:'),
      },
      {
        role: text('安全负责人（客户）', 'Security (customer)'),
        statement: text('已审阅安全部分，意见：', 'Read the security chapter. Remarks:'),
      },
    ]),
  ]);
}
