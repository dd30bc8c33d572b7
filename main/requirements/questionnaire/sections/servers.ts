import { text } from '../../../model/text.ts';
import { field, questionsOf, unknownWord } from '../ask.ts';

export const section = {
  id: 'servers',
  title: text('服务器', 'Servers'),
  about: text(
    '已有或要申请的服务器：多少台、多大、什么系统、怎么登录。',
    'The servers there are or will be: how many, how big, which system, how to log in.',
  ),
  who: text('服务器或虚拟化管理员', 'The server or virtualisation administrator'),
  ask: text('请问机房或虚拟化平台管理员', 'Ask the data-centre or virtualisation team'),
} as const;
const { one, table } = questionsOf(section);
const kinds = [['virtual', '虚拟机', 'virtual'], ['physical', '物理机', 'physical'], unknownWord] as const;

export const questions = [
  table('machines', ['已有地址的服务器', 'Servers that have an address'], {
    need: 'should',
    key: ['name'],
    why: [
      '安装要登录到每一台；规格不够要在进场前发现。',
      'The installation logs in to each; one that is too small must be found before anybody travels.',
    ],
    otherwise: ['按估算结果提出服务器申请', 'The plan says which servers to ask for'],
    columns: [
      field('name', 'text', ['主机名', 'Host name'], { needed: true, example: 'node-1' }),
      field('address', 'address', ['IP 地址', 'IP address'], { needed: true, example: '10.0.0.11' }),
      field('port', 'number', ['SSH 端口', 'SSH port'], { example: '22' }),
      field('role', 'choice', ['用途', 'Role'], {
        choices: [
          ['auto', '自动安排', 'automatic'],
          ['control-plane', '管理节点', 'control plane'],
          ['worker', '业务节点', 'worker'],
          ['jump', '跳板机', 'jump host'],
          ['outside', '集群外的软件', 'software outside the cluster'],
          ['monitored', '只监控', 'only monitored'],
        ],
      }),
      field('component', 'text', ['集群外的软件名', 'Software it is kept for'], { example: 'gitlab' }),
      field('environment', 'text', ['环境代号', 'Environment'], { example: 'production' }),
      field('zone', 'text', ['网段代号', 'Network zone'], { example: 'prod' }),
      field('hardware.cpuCores', 'number', ['CPU 核数', 'CPU cores'], { unit: ['核', 'cores'], example: '8' }),
      field('hardware.memoryGib', 'number', ['内存', 'Memory'], { unit: ['GiB', 'GiB'], example: '16' }),
      field(
        'hardware.disks',
        'disks',
        ['磁盘（大小 GB 类型 挂载点；用分号隔开）', 'Disks (GB kind mount point; parted by semicolons)'],
        {
          example: '100 ssd /; 500 hdd /data; 200 ssd',
        },
      ),
      field('hardware.kind', 'choice', ['虚拟机还是物理机', 'Virtual or physical'], { choices: kinds }),
      field('hardware.physicalHost', 'text', ['所在宿主机或机柜', 'Hypervisor or rack'], { example: 'esx-03' }),
      field('hardware.os', 'text', ['操作系统', 'Operating system'], { example: ['麒麟 V10 SP3', 'Kylin V10 SP3'] }),
      field('hardware.kernel', 'text', ['内核版本', 'Kernel'], {
        technical: true,
        version: true,
        example: '4.19.90-52',
      }),
      field('hardware.architecture', 'choice', ['CPU 架构', 'Architecture'], {
        choices: [['amd64', 'x86_64（amd64）', 'amd64'], ['arm64', 'ARM（arm64）', 'arm64'], unknownWord],
      }),
      field('hardware.pageSizeBytes', 'number', ['内存页大小', 'Page size'], {
        technical: true,
        unit: ['字节', 'bytes'],
        example: '4096',
      }),
      field('access.user', 'text', ['登录用户', 'Log-in user'], { example: 'root' }),
      field('access.auth', 'login', ['登录方式（不要写密码）', 'Way to log in (never the password itself)'], {
        technical: true,
        example: ['agent，或 key /路径，或 password-secret 名称', 'agent, or key /path, or password-secret NAME'],
      }),
      field('access.sudo.secret', 'text', ['sudo 口令的名称', 'Name of the sudo secret'], {
        technical: true,
        example: 'site-sudo',
      }),
      field('access.jump', 'list', ['经过的跳板机', 'Jump hosts on the way'], {
        of: 'text',
        technical: true,
        example: 'jump-1',
      }),
    ],
  }),
  table('machineLots', ['已采购但还没有地址的服务器', 'Servers bought that have no address yet'], {
    key: ['name'],
    why: ['先按实物规划，地址以后再填。', 'The plan can use what is there; addresses follow later.'],
    columns: [
      field('name', 'text', ['批次代号', 'Lot'], { needed: true, example: 'rack' }),
      field('count', 'number', ['台数', 'Count'], { needed: true, unit: ['台', 'machines'], example: '12' }),
      field('cpuCores', 'number', ['CPU 核数', 'CPU cores'], { needed: true, unit: ['核', 'cores'], example: '8' }),
      field('memoryGib', 'number', ['内存', 'Memory'], { needed: true, unit: ['GiB', 'GiB'], example: '16' }),
      field(
        'disks',
        'disks',
        ['磁盘（大小 GB 类型 挂载点；用分号隔开）', 'Disks (GB kind mount point; parted by semicolons)'],
        {
          example: '100 ssd /; 500 hdd /data',
        },
      ),
      field('kind', 'choice', ['虚拟机还是物理机', 'Virtual or physical'], { choices: kinds }),
      field('physicalHosts', 'list', ['分布的宿主机或机柜', 'Hypervisors or racks'], {
        of: 'text',
        example: 'rack-a; rack-b',
      }),
      field('note', 'text', ['备注', 'Note']),
    ],
  }),
  one('hardware.architecture', 'choice', ['服务器都是哪种 CPU 架构？', 'Which architecture do the servers have?'], {
    need: 'should',
    choices: [
      ['amd64', 'x86_64（amd64）', 'amd64'],
      ['arm64', 'ARM（arm64）', 'arm64'],
      ['mixed', '两种都有', 'both'],
      unknownWord,
    ],
    why: [
      '软件包按架构准备，带错了到现场装不上。',
      'Software is carried for one architecture; the wrong one cannot be installed on site.',
    ],
    otherwise: ['x86_64', 'amd64'],
  }),
  one('hardware.cpu', 'choice', ['CPU 品牌', 'Make of the CPU'], {
    choices: [
      ['intel', '英特尔', 'Intel'],
      ['amd', 'AMD', 'AMD'],
      ['hygon', '海光', 'Hygon'],
      ['zhaoxin', '兆芯', 'Zhaoxin'],
      ['kunpeng', '鲲鹏', 'Kunpeng'],
      ['phytium', '飞腾', 'Phytium'],
      ['loongson', '龙芯', 'Loongson'],
      unknownWord,
    ],
    why: ['信创机器各有已知问题，只说“国产”不够。', 'Each of them has known troubles of its own.'],
  }),
  one('hardware.os', 'text', ['操作系统及版本', 'Operating system and its version'], {
    need: 'should',
    why: [
      '安装包随系统而不同，有些系统不在支持名单里。',
      'Packages differ by system, and some are not on the supported list.',
    ],
    example: ['麒麟 V10 SP3 / CentOS 7.9', 'Kylin V10 SP3 / CentOS 7.9'],
  }),
  one('hardware.kernel', 'text', ['内核版本（uname -r）', 'Kernel (uname -r)'], {
    version: true,
    technical: true,
    why: ['新版 Kubernetes 需要较新的内核。', 'New versions of Kubernetes need a recent kernel.'],
    example: '4.19.90-52.22.v2207.ky10.x86_64',
  }),
  one('hardware.cgroupVersion', 'choice', ['cgroup 版本', 'Version of cgroup'], {
    technical: true,
    choices: [
      [1, 'v1', 'v1'],
      [2, 'v2', 'v2'],
    ],
    why: ['新版 Kubernetes 不再支持 v1。', 'New versions of Kubernetes drop v1.'],
  }),
  one('hardware.pageSizeBytes', 'number', ['内存页大小（getconf PAGESIZE）', 'Page size (getconf PAGESIZE)'], {
    technical: true,
    unit: ['字节', 'bytes'],
    why: [
      'ARM 上 64 KB 页会让一些软件起不来，例如 Redis。',
      'With 64 KB pages on ARM some software does not start, such as Redis.',
    ],
    example: '4096',
  }),
  one('hardware.isCpuLevel2', 'yes-no', ['CPU 是否支持 x86-64-v2？', 'Does the CPU offer x86-64-v2?'], {
    technical: true,
    why: [
      '较新的系统镜像在老 CPU 或老虚拟化上会直接崩溃。',
      'Recent system images crash at once on old CPUs or old virtualisation.',
    ],
  }),
  one('siteRegistry.machine', 'text', ['我们的镜像仓库装在哪台服务器', 'Server for an image registry of ours'], {
    why: [
      '离线时各节点从它取镜像；客户已有镜像仓库时可以不装。',
      'Nodes pull images from it when there is no internet; not needed where the customer lends one.',
    ],
    otherwise: ['不装，镜像直接送到每台节点', 'None; images go to each node directly'],
    example: 'node-1',
  }),
  one('changes.swap', 'choice', ['可以关闭交换分区（swap）吗？', 'May swap be turned off?'], {
    choices: [
      ['turn-off', '可以关闭', 'may be turned off'],
      ['keep', '保持不变', 'stays as it is'],
    ],
    why: [
      'Kubernetes 默认要求关闭；未经同意我们不动。',
      'Kubernetes wants it off; nothing is changed without your word.',
    ],
    otherwise: ['保持不变', 'It stays as it is'],
  }),
];
