import type { Assumption } from '../model/plan/assumption.ts';
import { usualEtcdImportMegabytes } from '../model/plan/etcd-import.ts';
import type { Override } from '../model/site/requirements.ts';
import { type Text, text } from '../model/text.ts';

interface Default {
  readonly title: Text;
  readonly unit: string;
  readonly value: number;
  readonly source: string;
  /** What can still be planned with; beyond it a figure is a slip of the keyboard. */
  readonly least: number;
  readonly most: number;
}

const of = (
  zh: string,
  en: string,
  unit: string,
  value: number,
  source: string,
  [least, most]: readonly [number, number],
): Default => ({ title: text(zh, en), unit, value, source, least, most });

/** Every figure that is ours and nobody's fact. Each may be replaced in the requirements under `overrides`. */
export const plannerDefaults = {
  'think-time-seconds': of('两次点击之间的间隔', 'Time between two requests of one person', 's', 10, 'F5', [1, 3600]),
  'burst-factor': of('高峰倍数', 'Busiest moment against the average', '', 2, 'F5', [1, 20]),
  'headroom-production': of(
    '生产可用比例（留两成应急）',
    'Share of production machines that may be used',
    '',
    0.8,
    'F4',
    [0.3, 1],
  ),
  'headroom-test': of('测试可用比例', 'Share of test machines that may be used', '', 0.9, 'F4', [0.3, 1]),
  'spare-share': of('备用机器占比', 'Spare machines as a share of those needed', '', 0.05, 'F4', [0, 1]),
  'daemon-cpu-cores': of(
    '每台机器的常驻程序 CPU',
    'CPU of the programs every machine runs',
    'cores',
    0.5,
    'F2',
    [0, 4],
  ),
  'daemon-memory-gib': of(
    '每台机器的常驻程序内存',
    'Memory of the programs every machine runs',
    'GiB',
    0.75,
    'F2',
    [0, 16],
  ),
  'converged-cpu-cores': of(
    '合并部署时控制平面占用 CPU',
    'CPU the control plane takes on a shared machine',
    'cores',
    2,
    'F3',
    [1, 16],
  ),
  'converged-memory-gib': of(
    '合并部署时控制平面占用内存',
    'Memory the control plane takes on a shared machine',
    'GiB',
    4,
    'F3',
    [2, 64],
  ),
  'antivirus-cpu-cores': of(
    '杀毒软件占用 CPU',
    'CPU the antivirus takes on every machine',
    'cores',
    0.5,
    '§7.8',
    [0, 4],
  ),
  'antivirus-memory-gib': of(
    '杀毒软件占用内存',
    'Memory the antivirus takes on every machine',
    'GiB',
    1,
    '§7.8',
    [0, 16],
  ),
  'pods-per-node': of(
    '每台机器最多容器组',
    'Pods on one machine at most',
    'count',
    110,
    'KubeletConfiguration maxPods',
    [10, 500],
  ),
  'node-growth': of('机器数增长余量', 'Machines the address ranges have room for, against today', '', 2, 'F6', [1, 20]),
  'growth-per-year': of('数据年增长', 'Growth of data per year', '', 0.2, 'F12', [0, 10]),
  years: of('规划年限', 'Years planned for', 'years', 3, 'F12', [1, 10]),
  'concurrent-share': of(
    '未说明时同时在线人数占比',
    'People at work at once, where only the number of accounts is known',
    '',
    0.1,
    'F5',
    [0.001, 1],
  ),
  'concurrent-users': of(
    '未说明时的同时在线人数',
    'People at work at once, where nobody said',
    'count',
    100,
    'F5',
    [1, 1000000],
  ),
  'log-gb-per-pod-day': of(
    '未说明时每个业务容器组每天日志',
    'Logs of one business pod per day, where nobody said',
    'GB',
    0.2,
    'F7',
    [0, 100],
  ),
  'hot-days': of('可即时查询的日志天数', 'Days of logs that can be searched at once', 'days', 14, 'F7', [1, 365]),
  'retention-days': of('日志保留天数', 'Days logs are kept', 'days', 30, 'F7', [1, 3650]),
  'limit-cpu-factor': of('CPU 上限与申请之比', 'CPU limit against request', '', 2, '§2.3', [1, 10]),
  'limit-memory-factor': of('内存上限与申请之比', 'Memory limit against request', '', 1.5, '§2.3', [1, 10]),
  'memory-price': of('与一核等价的内存', 'Memory that costs as much as one core', 'GiB', 4, '§2.3', [1, 32]),
  'system-disk-gb': of('系统盘', 'System disk', 'GB', 100, 'F16', [40, 2000]),
  'container-disk-gb': of(
    '镜像与容器盘',
    'Disk for images and containers',
    'GB',
    200,
    'KubeKey v4 production advice',
    [50, 10000],
  ),
  'local-volume-disk-gb': of('本地卷盘', 'Disk for local volumes', 'GB', 100, 'F16', [10, 100000]),
  'etcd-disk-gb': of('etcd 专用盘', "etcd's own disk", 'GB', 50, '§2.2', [10, 1000]),
  'disk-step-gb': of('磁盘取整', 'Disks are rounded up to', 'GB', 50, 'F16', [1, 1000]),
  'address-growth': of('地址余量', 'Room for more addresses', '', 1.2, 'F16', [1, 10]),
  'image-gb-per-service': of(
    '每个服务镜像的大小',
    'Size of one service image, as carried',
    'GB',
    0.4,
    'F11',
    [0.01, 50],
  ),
  'line-efficiency': of('线路实际可用比例', 'Share of a line that carries data', '', 0.7, 'F11', [0.05, 1]),
  'uplink-megabytes': of(
    '工程师电脑到服务器的网速',
    'Line from the engineer’s computer to the servers',
    'MB/s',
    117,
    'payload of 1 Gbit/s Ethernet',
    [0.1, 2500],
  ),
  'etcd-import-megabytes': of(
    'etcd 运行时载入镜像的限速',
    'Images are loaded no faster beside a running etcd',
    'MB/s',
    usualEtcdImportMegabytes,
    'estimate: a sixth of an import measured at 63 MB/s, which made etcd’s slowest writes six times slower',
    [1, 2500],
  ),
  'platform-image-gb': of('平台自身镜像的大小', "Size of the platform's own images", 'GB', 10, 'F11', [0, 500]),
  'backup-copies': of('全量备份份数', 'Full backups kept', 'count', 7, 'F12', [1, 365]),
  'days-planning': of('规划文档所需天数', 'Days for the planning documents', 'days', 3, 'F17 T1', [1, 60]),
  'days-review': of('客户评审天数', "Days for the customer's review", 'days', 2, 'F17 T2', [1, 60]),
  'days-servers-existing': of(
    '整理已有服务器的天数',
    'Days to prepare servers that exist',
    'days',
    3,
    'F17 T3',
    [1, 120],
  ),
  'days-servers-new': of(
    '申请、发放、安装新服务器的天数',
    'Days to request, provide and set up new servers',
    'days',
    8,
    'F17 T3',
    [1, 240],
  ),
  'days-network': of(
    '开通防火墙、域名、证书的天数',
    'Days for firewall, names and certificates',
    'days',
    5,
    'F17 T4',
    [1, 120],
  ),
  'days-media': of(
    '离线包、病毒扫描、介质传递的天数',
    'Days for bundle, virus scan and media',
    'days',
    4,
    'F17 T5',
    [1, 60],
  ),
  'days-check': of('环境检查的天数', 'Days for the environment check', 'days', 1, 'F17 T6', [1, 30]),
  'machines-per-day': of('每天安装的机器', 'Machines installed a day', 'count', 10, 'F17 T7', [1, 200]),
  'days-install-most': of(
    '平台安装最多天数',
    "Most days the platform's installation takes",
    'days',
    5,
    'F17 T7',
    [1, 60],
  ),
  'days-middleware': of('中间件天数', 'Days for the middleware', 'days', 2, 'F17 T8', [1, 60]),
  'days-modules-least': of(
    '业务模块起步天数',
    'Days for business modules, to begin with',
    'days',
    1,
    'F17 T9',
    [0, 60],
  ),
  'modules-per-day': of('每天部署的业务模块', 'Business modules deployed a day', 'count', 10, 'F17 T9', [1, 200]),
  'days-joint-test': of('联调与功能测试的天数', 'Days for joint and functional tests', 'days', 5, 'F17 T10', [1, 120]),
  'days-security-test': of(
    '压力与安全测试、整改的天数',
    'Days for load and security tests with fixes',
    'days',
    3,
    'F17 T11',
    [1, 120],
  ),
  'days-protection-3': of('等保三级测评另加的天数', 'Days protection level 3 adds', 'days', 5, 'F17 T11', [0, 120]),
  'days-acceptance': of(
    '培训、文档、验收的天数',
    'Days for training, documents and acceptance',
    'days',
    2,
    'F17 T12',
    [1, 60],
  ),
} as const satisfies Readonly<Record<string, Default>>;

export type AssumptionId = keyof typeof plannerDefaults;

export function isPlannerDefault(id: string): id is AssumptionId {
  return Object.hasOwn(plannerDefaults, id);
}

/** An override that can be planned with. Any other leaves the default in place, and is found as a blocker. */
export function isUsable({ assumption, value }: Override): boolean {
  if (!isPlannerDefault(assumption)) return false;
  const { least, most } = plannerDefaults[assumption];
  return value >= least && value <= most;
}

/** Hands out planner defaults, overridden where somebody said so, and remembers which this plan used. */
export class Assumptions {
  readonly #overrides: readonly Override[];
  readonly #used = new Map<AssumptionId, Assumption>();

  constructor(overrides: readonly Override[]) {
    this.#overrides = overrides.filter(isUsable);
  }

  get(id: AssumptionId): number {
    const known = this.#used.get(id);
    if (known !== undefined) return known.value;
    const { title, unit, value, source } = plannerDefaults[id];
    const override = this.#overrides.findLast(({ assumption }) => assumption === id);
    this.#used.set(id, {
      id,
      title,
      unit,
      value: override?.value ?? value,
      default: value,
      override: override === undefined ? null : { by: override.by, why: override.why },
      source,
    });
    return override?.value ?? value;
  }

  used(): Assumption[] {
    return [...this.#used.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
