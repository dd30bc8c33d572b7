import type { Document } from '../model/report/document.ts';
import { type Text, text } from '../model/text.ts';
import { addressPlan } from './planning/address-plan.ts';
import { decisionSummary } from './planning/decision-summary.ts';
import { developerReadiness } from './planning/developer-readiness.ts';
import { diagrams } from './planning/diagrams.ts';
import { implementationPlan } from './planning/implementation-plan.ts';
import type { PlanningInput } from './planning/planning-input.ts';
import { portRequest } from './planning/port-request.ts';
import { routingTable } from './planning/routing-table.ts';
import { serverRequest } from './planning/server-request.ts';

export type { PlanningInput } from './planning/planning-input.ts';

export interface PlanningDocumentKind {
  readonly title: Text;
  /** Who reads it, and what for. */
  readonly purpose: Text;
  /** Made of tables, so that it is worth having as a spreadsheet. */
  readonly isTabular: boolean;
  readonly write: (input: PlanningInput) => Document;
}

/** Every planning document, by the id its files are named after. */
export const planningDocuments = {
  'decision-summary': {
    title: text('决策摘要', 'Summary for decision'),
    purpose: text('给拍板的人：一页，不用技术词', 'For who decides: one page without technical words'),
    isTabular: false,
    write: decisionSummary,
  },
  'server-request': {
    title: text('服务器资源评估与申请清单', 'Resource estimate and server request'),
    purpose: text('给系统管理员：申请和发放服务器', 'For the system team: machines to ask for and provide'),
    isTabular: true,
    write: serverRequest,
  },
  'address-plan': {
    title: text('地址与域名规划表', 'Address and name plan'),
    purpose: text(
      '给网络管理员：地址、域名、证书、网段',
      'For the network team: addresses, names, certificates, ranges',
    ),
    isTabular: true,
    write: addressPlan,
  },
  'port-request': {
    title: text('端口开通清单', 'Port-opening request'),
    purpose: text('给网络与安全管理员：开通防火墙策略', 'For network and security: firewall rows to open'),
    isTabular: true,
    write: portRequest,
  },
  'routing-table': {
    title: text('路由规划表', 'Routing table'),
    purpose: text('给应用与网络负责人：每个模块从哪里进', 'For application owners: the way in to every module'),
    isTabular: true,
    write: routingTable,
  },
  'developer-readiness': {
    title: text('开发适配问卷', 'Developer readiness questionnaire'),
    purpose: text('给开发方：部署前要做到的十二点', 'For developers: twelve points before the deployment'),
    isTabular: true,
    write: developerReadiness,
  },
  diagrams: {
    title: text('网络与部署拓扑图', 'Network and topology diagrams'),
    purpose: text('给评审：区域、机器、谁访问谁', 'For the review: zones, machines, who talks to whom'),
    isTabular: false,
    write: diagrams,
  },
  'implementation-plan': {
    title: text('实施方案', 'Implementation plan'),
    purpose: text('给双方项目组：完整方案与进度', 'For both project teams: everything, with the schedule'),
    isTabular: false,
    write: implementationPlan,
  },
} as const satisfies Readonly<Record<string, PlanningDocumentKind>>;

export type PlanningDocumentId = keyof typeof planningDocuments;
