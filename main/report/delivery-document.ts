import { type DeliveryReport, deliveryReportHash } from '../model/report/delivery-report.ts';
import type { Document } from '../model/report/document.ts';
import { judge } from '../model/report/verdict.ts';
import { text } from '../model/text.ts';
import { builtSection, waiverSection } from './delivery/built.ts';
import { changeSection } from './delivery/changes.ts';
import { checkSection, evidenceSection } from './delivery/checks.ts';
import { certificateSection, networkSection, softwareSection } from './delivery/inventory.ts';
import { operationSection, proofSection } from './delivery/operation.ts';
import { passwordSection } from './delivery/passwords.ts';
import { signOff } from './delivery/sign-off.ts';
import { summary } from './delivery/summary.ts';
import { contents, numbered } from './section.ts';

/** The delivery report as a document: verdict and one page in plain words, then the details, then the page for ink. */
export function deliveryDocument(report: DeliveryReport): Document {
  const judgement = judge(report);
  const dataHash = deliveryReportHash(report);
  const sections = [
    builtSection(report),
    checkSection('verification', 'verification', report.checks, judgement.notRun),
    checkSection('preflight', 'preflight', report.checks, []),
    waiverSection(report),
    changeSection(report),
    networkSection(report),
    softwareSection(report),
    certificateSection(report),
    ...passwordSection(report),
    operationSection(report),
    proofSection(report, dataHash),
    evidenceSection(report.checks, judgement),
  ];
  return {
    apiVersion: 'ferryman/v1',
    kind: 'Document',
    title: text('交付报告', 'Delivery report'),
    subject: report.site.name,
    isPractice: report.isPractice,
    generatedAt: report.generatedAt,
    ferrymanVersion: report.ferrymanVersion,
    dataHash,
    blocks: [...summary(report, judgement), contents(sections), ...numbered(sections), ...signOff(dataHash)],
  };
}
