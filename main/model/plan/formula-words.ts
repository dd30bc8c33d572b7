import type { Text } from '../text.ts';

/** The planner's formulas in Chinese, by their wording in the plan; those of the catalog are expressions and read alike. */
const inChinese: Readonly<Record<string, string>> = {
  '1 basic, 3 when any one may stop, 5 when any two may': '不承诺容错 1 台，可坏任意一台 3 台，可坏任意两台 5 台',
  'by the number of nodes, in production at least 8C16G': '按节点数；生产环境至少 8C16G',
  'the size that exists or was asked for, else the cheapest set that holds the load':
    '已有的或指定的配置；否则取装得下负载的最省一组',
  'CPU and memory of the catalog entry, rounded up to the next size': '目录条目的 CPU 和内存，向上取到下一档配置',
  'the rule of the catalog entry': '目录条目的规则',
  'max(⌈CPU asked ÷ (headroom × usable CPU)⌉, ⌈memory asked ÷ (headroom × usable memory)⌉, ⌈pods ÷ pods per node⌉)':
    'max(⌈所需 CPU ÷ (可用比例 × 每台可用 CPU)⌉, ⌈所需内存 ÷ (可用比例 × 每台可用内存)⌉, ⌈容器组数 ÷ 每台容器组数⌉)',
  'max(enough + spare, copies that must be apart, least number) + machines the layout needs beyond':
    'max(够用台数 + 备用台数, 必须分开的副本数, 最少台数) + 摆放时另需的台数',
  'machines settled + control planes that run services as well': '商定的台数 + 兼跑业务的控制平面台数',
  '(machines − those that may stop) × headroom × usable memory, at least the memory asked':
    '(台数 − 可停台数) × 可用比例 × 每台可用内存，不小于所需内存',
  '2^(node prefix − pod network prefix)': '2^(节点前缀 − 容器网段前缀)',
  'GB per day × (retention − hot days) × 0.2': '每天 GB × (保留天数 − 即时查询天数) × 0.2',
  '⌈GB of files × (1 + growth)^years × 1.2 ÷ 0.8⌉': '⌈文件 GB × (1 + 年增长)^年数 × 1.2 ÷ 0.8⌉',
  'GB per day × hot days × (1 + replicas) × 1.45': '每天 GB × 即时查询天数 × (1 + 副本数) × 1.45',
  'GB × 8 ÷ (Mbit/s × efficiency × 3.6)': 'GB × 8 ÷ (Mbit/s × 线路效率 × 3.6)',
  'capacity − F1 reserve − 100 MiB eviction − programs of every node':
    '总量 − F1 系统预留 − 驱逐线 100 MiB − 每台常驻程序',
  'capacity − F1 reserve − programs of every node': '总量 − F1 系统预留 − 每台常驻程序',
  'concurrent users ÷ think time × burst': '同时在线人数 ÷ 点击间隔 × 高峰倍数',
  '⌈concurrent users × (1 + growth)^years × share of the load⌉': '⌈同时在线人数 × (1 + 年增长)^年数 × 负载占比⌉',
  'first candidate that overlaps none of the ranges taken': '与已占网段都不重叠的第一个候选网段',
  'first candidate with 2^(24 − prefix) ≥ nodes × growth that overlaps none of the ranges taken':
    '满足 2^(24 − 前缀) ≥ 节点数 × 增长倍数、且与已占网段都不重叠的第一个候选网段',
  'max(minimum, ⌈jobs per hour × seconds per job ÷ 3600 ÷ jobs at once⌉)':
    'max(最少副本, ⌈每小时作业数 × 每个作业秒数 ÷ 3600 ÷ 同时处理数⌉)',
  'max(minimum, ⌈requests per second × latency ÷ requests one pod works on at once⌉ + spare)':
    'max(最少副本, ⌈每秒请求数 × 响应秒数 ÷ 一个副本同时处理数⌉ + 备用副本)',
  'max(minimum, ⌈requests per second ÷ requests per second of one pod in the load test⌉ + spare)':
    'max(最少副本, ⌈每秒请求数 ÷ 压测得到的单副本每秒请求数⌉ + 备用副本)',
  'min(kubelet maxPods, 2^(32 − node prefix) − 2)': 'min(kubelet maxPods, 2^(32 − 节点前缀) − 2)',
  'platform images + images × GB of one image': '平台镜像 + 业务镜像数 × 单个镜像 GB',
  'tenth address of the service network': '服务网段的第十个地址',
  'Σ (copies + 1) × request over the services of the namespace': 'Σ (副本数 + 1) × 单副本申请量，命名空间内各服务相加',
  '⌈size of the catalog entry ÷ step⌉ × step': '⌈目录条目算出的大小 ÷ 取整单位⌉ × 取整单位',
  'the usual size': '通常大小',
  'max(the least size, ⌈volumes of the fullest machine ÷ step⌉ × step)':
    'max(最小容量, ⌈装得最满的一台上的数据卷 ÷ 取整单位⌉ × 取整单位)',
  'what the product team says one copy needs': '产品团队给出的单副本需要',
  'request × factor': '申请量 × 倍数',
  '⌈GiB × 1.073741824⌉': '⌈GiB × 1.073741824⌉',
  'Σ size over the volumes of this class: one for each copy, a shared one once':
    'Σ 这类存储上各数据卷的大小：每个副本一个，共用的只算一次',
  '⌈usable × max(copies ÷ share that may be used, min(copies, hosts − 1) × hosts ÷ (hosts − 1))⌉':
    '⌈可用量 × max(数据份数 ÷ 可用比例, min(数据份数, 主机数 − 1) × 主机数 ÷ (主机数 − 1))⌉',
  '⌈usable × copies ÷ share that may be used⌉': '⌈可用量 × 数据份数 ÷ 可用比例⌉',
  'servers that exist are prepared': '整理已有的服务器',
  'new servers are requested and set up': '新服务器的申请、发放与安装',
  '⌈machines ÷ perDay⌉, at most most': '⌈台数 ÷ 每天台数⌉，不超过最多天数',
  'base + ⌈modules ÷ perDay⌉': '起步天数 + ⌈业务模块数 ÷ 每天模块数⌉',
  'usual + more for protection level 3': '通常天数 + 等保三级另加天数',
  "days the customer's rules ask for": '客户制度规定的天数',
  'the usual time': '通常天数',
  'Σ machines of all roles': 'Σ 各角色台数',
  'Σ replicas × request over all services that are no daemons': 'Σ 副本数 × 单副本申请量（不含每台常驻程序）',
  '⌈(machines + virtual addresses) × room⌉': '⌈(台数 + 虚拟地址数) × 余量⌉',
  'the newest version none of whose cliffs the machines hit': '机器都满足其前提条件的最新版本',
};

/** A formula as either reader sees it; what has no words stays as it is. */
export function formulaText(formula: string): Text {
  const zh = Object.hasOwn(inChinese, formula) ? inChinese[formula] : undefined;
  return { zh: zh ?? formula, en: formula };
}
