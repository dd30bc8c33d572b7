import type { Group } from '../../main/model/catalog/component.ts';
import type { Placement } from '../../main/model/site/platform.ts';
import type { Language } from '../../main/model/text.ts';

interface CatalogWords {
  readonly title: string;
  readonly note: string;
  readonly stub: string;
  readonly version: string;
  readonly fromRelease: string;
  readonly where: string;
  readonly architectures: string;
  readonly needs: string;
  readonly or: string;
  readonly excludes: string;
  readonly chosenWhen: string;
  readonly licence: string;
  readonly decision: string;
  readonly lifeCycle: string;
  readonly borders: string;
  readonly inputs: readonly string[];
  readonly sizing: readonly string[];
  readonly sizingOf: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly routes: readonly string[];
  readonly credentials: readonly string[];
  readonly phoneHome: readonly string[];
  readonly health: readonly string[];
  readonly images: string;
  readonly seen: Readonly<Record<'rendered' | 'hidden' | 'optional', string>>;
  readonly charts: string;
  readonly backup: string;
  readonly backupParts: readonly [string, string, string];
  readonly watch: string;
  readonly dimensions: Readonly<Record<'business' | 'application' | 'system', string>>;
  readonly dayTwo: string;
  readonly pitfalls: string;
  readonly sources: string;
  readonly yes: string;
  readonly no: string;
  readonly installOnly: string;
  readonly plannerDefault: string;
  readonly severity: Readonly<Record<'info' | 'warning' | 'blocker', string>>;
  readonly placements: Readonly<Record<Placement, string>>;
  readonly groups: Readonly<Record<Group, string>>;
}

const zh: CatalogWords = {
  title: '平台软件手册',
  note: '由 npm run gen 从 bundles/catalog 生成，请勿手改。公式里 inputs 是下面所列的输入，site 是项目的量。',
  stub: '**只登记，不安装**：由客户提供或接手现有的。',
  version: '版本',
  fromRelease: '随 Kubernetes 版本或系统软件包，或由客户决定',
  where: '放在哪（第一个是默认）',
  architectures: '处理器',
  needs: '依赖',
  or: '或',
  excludes: '不能同时用',
  chosenWhen: '自动选用的条件',
  licence: '许可',
  decision: '须有人决定',
  lifeCycle: '生命周期提醒',
  borders: '装不了或要当心的机器',
  inputs: ['输入', '名称', '默认', '单位', '出处'],
  sizing: ['用量', '项目', '公式', '出处'],
  sizingOf: {
    when: '何时才有',
    count: '个数',
    cpuCores: 'CPU（核）',
    memoryGib: '内存（GiB）',
    limitCpuCores: 'CPU 上限',
    limitMemoryGib: '内存上限（GiB）',
    disk: '盘（GB）',
    everyNode: '每台机器一个',
  },
  ports: ['端口', '从', '到', '协议', '用途', '必需', '条件', '出处'],
  routes: ['页面', '域名首段', '服务', '给谁', '验证'],
  credentials: ['账号', '出厂值', '必须改', '设置项'],
  phoneHome: ['会联网的事', '设置项', '关掉'],
  health: ['怎么看好坏', '目标', '期望'],
  images: '镜像',
  seen: { rendered: '', hidden: '清单里看不到', optional: '按需' },
  charts: '图表',
  backup: '备份',
  backupParts: ['备什么', '怎么备', '恢复演练'],
  watch: '盯什么',
  dimensions: { business: '业务', application: '应用', system: '系统' },
  dayTwo: '交付后要做的',
  pitfalls: '常见的坑',
  sources: '出处',
  yes: '是',
  no: '否',
  installOnly: '仅安装时',
  plannerDefault: '规划默认值（可改）',
  severity: { info: '说明', warning: '注意', blocker: '不可用' },
  placements: {
    cluster: '集群内',
    machines: '自己的机器',
    'node-wide': '每台机器上',
    customer: '客户提供',
    existing: '接手现有',
  },
  groups: {
    cluster: '集群',
    installer: '安装器',
    network: '容器网络',
    'load-balancer': '负载均衡',
    gateway: '网关',
    mesh: '服务网格',
    certificates: '证书',
    storage: '存储',
    registry: '镜像仓库',
    management: '管理平台',
    bastion: '堡垒机',
    monitoring: '监控',
    logging: '日志',
    tracing: '调用链',
    messaging: '消息',
    database: '数据库',
    cache: '缓存',
    configuration: '配置与应用服务器',
    'source-code': '源代码',
    build: '构建',
    quality: '代码检查',
    issues: '任务与缺陷',
    notification: '通知',
    backup: '备份',
    'recurring-checks': '定期检查',
  },
};

const en: CatalogWords = {
  title: 'Handbook of platform software',
  note: 'Written by npm run gen from bundles/catalog; do not edit. In formulas `inputs` are the inputs listed, `site` the figures of the project.',
  stub: '**Registered, never installed**: the customer provides it, or it is there already.',
  version: 'Version',
  fromRelease: 'comes with the Kubernetes release or the system, or the customer decides',
  where: 'Where (the first is the default)',
  architectures: 'Processors',
  needs: 'Needs',
  or: 'or',
  excludes: 'Not together with',
  chosenWhen: 'Chosen by itself when',
  licence: 'Licence',
  decision: 'somebody must decide',
  lifeCycle: 'Life cycle',
  borders: 'Machines it does not work on, or with care',
  inputs: ['Input', 'Name', 'Default', 'Unit', 'Source'],
  sizing: ['Size of', 'What', 'Formula', 'Source'],
  sizingOf: {
    when: 'there when',
    count: 'count',
    cpuCores: 'CPU (cores)',
    memoryGib: 'memory (GiB)',
    limitCpuCores: 'CPU limit',
    limitMemoryGib: 'memory limit (GiB)',
    disk: 'disk (GB)',
    everyNode: 'one on every machine',
  },
  ports: ['Port', 'From', 'To', 'Protocol', 'Why', 'Required', 'When', 'Source'],
  routes: ['Page', 'First label', 'Service', 'For', 'Proof'],
  credentials: ['Account', 'Shipped with', 'Must change', 'Setting'],
  phoneHome: ['Calls the internet', 'Setting', 'Off with'],
  health: ['How to tell', 'Target', 'Expected'],
  images: 'Images',
  seen: { rendered: '', hidden: 'in no manifest', optional: 'on demand' },
  charts: 'Charts',
  backup: 'Backup',
  backupParts: ['What', 'How', 'Restore test'],
  watch: 'Watch',
  dimensions: { business: 'business', application: 'application', system: 'system' },
  dayTwo: 'After hand-over',
  pitfalls: 'Pitfalls',
  sources: 'Sources',
  yes: 'yes',
  no: 'no',
  installOnly: 'installation only',
  plannerDefault: 'planner default (may be changed)',
  severity: { info: 'note', warning: 'take care', blocker: 'does not work' },
  placements: {
    cluster: 'in the cluster',
    machines: 'machines of its own',
    'node-wide': 'on every machine',
    customer: 'the customer provides it',
    existing: 'one that is there',
  },
  groups: {
    cluster: 'Cluster',
    installer: 'Installers',
    network: 'Pod networks',
    'load-balancer': 'Load balancers',
    gateway: 'Gateways',
    mesh: 'Service mesh',
    certificates: 'Certificates',
    storage: 'Storage',
    registry: 'Registries',
    management: 'Management',
    bastion: 'Bastion',
    monitoring: 'Monitoring',
    logging: 'Logging',
    tracing: 'Tracing',
    messaging: 'Messaging',
    database: 'Databases',
    cache: 'Cache',
    configuration: 'Configuration and application servers',
    'source-code': 'Source code',
    build: 'Build',
    quality: 'Code quality',
    issues: 'Issues',
    notification: 'Notices',
    backup: 'Backup',
    'recurring-checks': 'Recurring checks',
  },
};

export const catalogWords: Readonly<Record<Language, CatalogWords>> = { zh, en };
