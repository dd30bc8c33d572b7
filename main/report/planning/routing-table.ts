import type { RouteRow } from '../../model/plan/reach-plan.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Cell, Column, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { band, cell, code, identifier, number, paragraph, stacked, strong } from '../section.ts';
import { contactName } from './contacts.ts';
import { type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { applicant, approver, planSignOff } from './sign-off.ts';
import { affinityWords, environmentKinds, exposureWords, issuerWords, matchWords, renewerWords } from './words.ts';

/** 路由规划表: how people outside the cluster reach each module, and how to see that it works. */
export function routingTable(input: PlanningInput): Document {
  const { plan } = input;
  return planningDocument(input, text('路由规划表', 'Routing table'), [
    planIdentity(input),
    ...conflicts(plan),
    { type: 'page-break', orientation: 'landscape' },
    { type: 'heading', level: 2, id: 'routes', text: text('路由', 'Routes') },
    paragraph(
      '同一域名下路径按最长前缀匹配。上线后逐行打开验证网址，结果应与期望一致。',
      'Within a name the longest matching prefix wins. After going live open every verification address: it must answer as expected.',
    ),
    routeTable(plan),
    ...planSignOff(input, [applicant, approver]),
  ]);
}

const columns: Column[] = [
  { title: text('序号', 'No.'), characters: 5, isKey: true },
  { title: text('业务模块', 'Module'), characters: 14, isKey: true },
  { title: text('访问对象', 'For'), characters: 8 },
  { title: text('域名', 'Name'), characters: 22 },
  { title: text('协议/端口', 'Protocol, port'), characters: 12 },
  { title: text('路径、匹配、去前缀', 'Path, match, strip'), characters: 16 },
  { title: text('网关', 'Gateway'), characters: 16 },
  { title: text('Service（命名空间）', 'Service (namespace)'), characters: 18 },
  { title: text('端口→目标', 'Port → target'), characters: 12 },
  { title: text('NodePort', 'NodePort'), characters: 9 },
  { title: text('会话保持', 'Session'), characters: 10 },
  { title: text('超时（秒）', 'Timeout (s)'), characters: 8 },
  { title: text('重试', 'Retries'), characters: 7 },
  { title: text('请求体（MiB）', 'Body (MiB)'), characters: 8 },
  { title: text('限流（次/秒）', 'Limit (1/s)'), characters: 8 },
  { title: text('TLS 证书', 'Certificate'), characters: 22 },
  { title: text('鉴权', 'Authentication'), characters: 10 },
  { title: text('依赖', 'Needs'), characters: 12 },
  { title: text('负责人', 'Owner'), characters: 9 },
  { title: text('验证网址与期望', 'Verification and expected answer'), characters: 26 },
];

export function routeTable(plan: SitePlan): Block {
  return {
    type: 'table',
    columns,
    rows: plan.environments.flatMap(({ name, kind }) => {
      const own = plan.routes.filter(({ environment }) => environment === name);
      const title = text(`${environmentKinds[kind].zh}环境 ${name}`, `${environmentKinds[kind].en}: ${name}`);
      return own.length === 0 ? [] : [band(title, columns), ...own.map((route, index) => routeRow(route, index, plan))];
    }),
    whenEmpty: text('没有对外的访问入口。', 'Nothing is reached from outside.'),
  };
}

function routeRow(route: RouteRow, index: number, plan: SitePlan): Cell[] {
  return [
    number(index + 1),
    { content: route.title, look: 'strong', note: route.module },
    cell(exposureWords[route.exposure]),
    code(route.host),
    cell(`${route.protocol.toUpperCase()} ${route.port}`),
    { ...code(route.path), note: pathNote(route) },
    stacked([
      ...(route.gateway === '' ? [] : [route.gateway]),
      ...(route.gatewayAddress === '' ? [] : [route.gatewayAddress]),
    ]),
    { content: route.service, note: route.namespace },
    cell(`${route.servicePort} → ${route.targetPort}`),
    route.nodePort === null ? cell('–') : identifier(route.nodePort),
    cell(affinityWords(route.sessionAffinity)),
    number(route.timeoutSeconds),
    number(route.retries),
    number(route.bodyLimitMib),
    route.rateLimit === null ? cell('–') : number(route.rateLimit),
    certificateCell(route, plan),
    cell(route.authentication === '' ? text('应用自行处理', 'the application itself') : route.authentication),
    route.backends.length === 0 ? cell('–') : stacked(route.backends),
    route.owner === '' ? { look: 'blank' } : cell(contactName(plan, route.owner)),
    { ...code(route.verifyUrl), note: text(`期望 ${route.expect}`, `expect ${route.expect}`) },
  ];
}

function pathNote({ match, stripPrefix }: RouteRow): Text {
  const words = matchWords[match];
  return stripPrefix
    ? text(`${words.zh}匹配，去前缀`, `${words.en}, prefix stripped`)
    : text(`${words.zh}匹配，不去前缀`, `${words.en}, prefix kept`);
}

function certificateCell({ certificate }: RouteRow, { certificates }: SitePlan): Cell {
  if (certificate === '') return cell('–');
  const row = certificates.find(({ names }) => names.includes(certificate));
  if (row === undefined) return code(certificate);
  const until = row.expires === '' ? '' : `, ${row.expires}`;
  const [issuer, renewer] = [issuerWords[row.issuer], renewerWords[row.renewedBy]];
  return {
    ...code(certificate),
    note: text(
      `${issuer.zh}${until}，续期：${renewer.zh}`,
      `${issuer.en}${until}; renewed by ${renewer.en.toLowerCase()}`,
    ),
  };
}

/** What the rules say of routes. */
function conflicts({ findings }: SitePlan): Block[] {
  const own = findings.filter(({ rule }) => rule.startsWith('route-'));
  if (own.length === 0) return [];
  return [
    { type: 'heading', level: 3, id: 'conflicts', text: text('需要注意', 'To look at') },
    {
      type: 'table',
      columns: [
        { title: text('入口', 'Route'), characters: 30 },
        { title: text('情况', 'What'), characters: 44 },
        { title: text('怎么办', 'What to do'), characters: 40 },
      ],
      rows: own.map(({ severity, object, reason, remedy }) => [
        {
          ...strong(object),
          status:
            severity === 'blocker' ? ('fail' as const) : severity === 'warning' ? ('warn' as const) : ('pass' as const),
        },
        cell(reason),
        cell(remedy),
      ]),
      whenEmpty: text('没有。', 'None.'),
    },
  ];
}
