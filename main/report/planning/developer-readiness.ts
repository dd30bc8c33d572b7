import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Cell, Column, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { band, blank, cell, identifier, paragraph, strong } from '../section.ts';
import { type PlanningInput, planIdentity, planningDocument } from './planning-input.ts';
import { planSignOff } from './sign-off.ts';

interface Factor {
  readonly title: Text;
  readonly question: Text;
  readonly why: Text;
}

const factors: readonly Factor[] = [
  {
    title: text('基准代码', 'Codebase'),
    question: text(
      '一份代码，多处部署？各环境只有配置不同？',
      'One codebase, many deployments that differ in configuration only?',
    ),
    why: text('否则每个环境都要单独排错', 'Else every environment has faults of its own'),
  },
  {
    title: text('依赖', 'Dependencies'),
    question: text(
      '全部依赖打进镜像，启动和运行时不访问互联网？',
      'Everything in the image, nothing fetched from the internet at start or later?',
    ),
    why: text(
      '现场没有互联网，缺一个包就起不来',
      'There is no internet on site; one missing package and it does not start',
    ),
  },
  {
    title: text('配置', 'Configuration'),
    question: text(
      '配置和密码来自环境变量或挂载文件，不写在镜像里？',
      'Settings and passwords from the environment or mounted files, never in the image?',
    ),
    why: text('每个客户的地址和密码都不同', 'Addresses and passwords differ at every customer'),
  },
  {
    title: text('后端服务', 'Backing services'),
    question: text(
      '数据库、消息队列、存储只凭配置即可更换，断开后能自动重连？',
      'Databases, queues and stores can be swapped by configuration, and it reconnects by itself?',
    ),
    why: text('故障切换时连接会断', 'Connections break when a database moves'),
  },
  {
    title: text('构建、发布、运行', 'Build, release, run'),
    question: text(
      '镜像有固定版本号，不用 latest，同一版本内容不变？',
      'Images carry fixed versions, never latest, and a version never changes?',
    ),
    why: text('离线环境按摘要核对每个镜像', 'Offline, every image is checked against its digest'),
  },
  {
    title: text('进程', 'Processes'),
    question: text(
      '无状态？会话和上传的文件不存在本机磁盘或内存里？',
      'Stateless: no session or upload kept on its own disk or in memory?',
    ),
    why: text('副本随时会在别的机器上重新启动', 'A copy may start again on another machine at any time'),
  },
  {
    title: text('端口绑定', 'Port binding'),
    question: text(
      '自带 HTTP 服务并监听所有地址，端口可配置？',
      'Serves by itself on all addresses, on a port that can be set?',
    ),
    why: text('容器的地址由平台分配', 'The platform gives the addresses'),
  },
  {
    title: text('并发', 'Concurrency'),
    question: text(
      '两个以上副本同时运行时结果正确？定时任务不会重复执行？',
      'Right with two or more copies at once, and timed work runs once only?',
    ),
    why: text('高可用至少要两个副本', 'Availability needs two copies at least'),
  },
  {
    title: text('易处理', 'Disposability'),
    question: text(
      '收到停止信号后 30 秒内做完手上的请求并退出，60 秒内能启动完毕？',
      'Ends within 30 s of the stop signal with its requests finished, and starts within 60 s?',
    ),
    why: text('升级和维护时会逐个重启', 'Upgrades and maintenance restart copies one by one'),
  },
  {
    title: text('环境等价', 'Dev/prod parity'),
    question: text(
      '与现场相同的数据库、芯片架构和操作系统上测试过？',
      'Tested on the database, chip and operating system of the site?',
    ),
    why: text('国产芯片和系统上的问题只有实测才看得到', 'Faults of another chip or system show only there'),
  },
  {
    title: text('日志', 'Logs'),
    question: text(
      '日志以 JSON 写到标准输出，一行一条，不含密码和个人信息？',
      'JSON lines on standard output, without passwords or personal data?',
    ),
    why: text('平台统一采集，不进容器取文件', 'The platform collects them; nobody fetches files from containers'),
  },
  {
    title: text('管理进程', 'Admin processes'),
    question: text(
      '建表、升级脚本可重复执行，并能作为一次性任务运行？',
      'Schema and upgrade scripts can be run again, as a job of their own?',
    ),
    why: text('安装中断后会从断点继续', 'An interrupted installation goes on where it stopped'),
  },
];

const columns: Column[] = [
  { title: text('序号', 'No.'), characters: 6 },
  { title: text('要点', 'Point'), characters: 18 },
  { title: text('问题', 'Question'), characters: 46 },
  { title: text('为什么问', 'Why it is asked'), characters: 34 },
  { title: text('是/否/不适用', 'Yes, no, not applicable'), characters: 12 },
  { title: text('证据、完成日期或替代办法', 'Evidence, day of completion, or what is done instead'), characters: 28 },
];

/** 开发适配问卷: the twelve-factor list, once for every module. */
export function developerReadiness(input: PlanningInput): Document {
  const modules = businessModules(input.plan);
  return planningDocument(input, text('开发适配问卷', 'Developer readiness questionnaire'), [
    planIdentity(input),
    paragraph(
      '请各模块的开发负责人逐条回答。回答“否”不会阻止部署，但会作为带模块名称的风险写进计划，请写明完成日期或替代办法。',
      'The developers of each module answer every point. A no does not stop the deployment; it becomes a risk with the module’s name in the plan, so say when it will be done or what is done instead.',
    ),
    { type: 'page-break', orientation: 'landscape' },
    { type: 'heading', level: 2, id: 'questions', text: text('问卷', 'Questions') },
    {
      type: 'table',
      columns,
      rows: modules.flatMap((module) => moduleRows(module, input.plan)),
      whenEmpty: text('计划里没有业务模块。', 'The plan has no business modules.'),
    },
    ...planSignOff(input, [
      {
        role: text('开发负责人', 'Head of development'),
        statement: text('以上回答属实。', 'The answers above are true.'),
      },
      {
        role: text('交付负责人', 'Head of delivery'),
        statement: text('已阅读，风险已写入计划。', 'Read; the risks are in the plan.'),
      },
    ]),
  ]);
}

interface Module {
  readonly name: string;
  readonly title: Text;
}

function businessModules({ environments }: SitePlan): Module[] {
  const all = environments.flatMap(({ services }) => services.filter(({ kind }) => kind === 'module'));
  return [...new Map(all.map(({ of, title }) => [of, { name: of, title }])).values()];
}

function moduleRows({ name, title }: Module, { findings }: SitePlan): Cell[][] {
  const known = findings.find(({ rule, object }) => rule === 'readiness' && object === name);
  const head = known === undefined ? text('', '') : text(`　已知：${known.reason.zh}`, `  Known: ${known.reason.en}`);
  return [
    band(text(`${title.zh}（${name}）${head.zh}`, `${title.en} (${name})${head.en}`), columns),
    ...factors.map((factor, index) => [
      identifier(index + 1),
      strong(factor.title),
      cell(factor.question),
      cell(factor.why),
      blank,
      blank,
    ]),
  ];
}
