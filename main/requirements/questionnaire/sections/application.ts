import { text } from '../../../model/text.ts';
import { field, questionsOf } from '../ask.ts';

export const section = {
  id: 'application',
  title: text('业务应用', 'Application'),
  about: text(
    '业务由哪些模块组成、多大、怎么访问、对接哪些系统。',
    'The modules, their size, how they are reached, the systems they talk to.',
  ),
  who: text('应用负责人或开发组长', 'The owner or lead developer of the application'),
  ask: text('请问乙方产品团队', 'Ask the vendor’s product team'),
} as const;
const { one, table } = questionsOf(section);

export const questions = [
  table('modules', ['业务模块清单', 'Modules of the application'], {
    need: 'must',
    key: ['name'],
    why: [
      '每个模块开几份、占多少 CPU 和内存，加起来就是要几台服务器。',
      'Copies, CPU and memory of each add up to the servers needed.',
    ],
    columns: [
      field('name', 'text', ['模块代号', 'Module'], { needed: true, example: 'order' }),
      field('title.zh', 'text', ['中文名', 'Chinese title'], { example: '订单' }),
      field('title.en', 'text', ['英文名', 'English title'], { example: 'Orders' }),
      field('product', 'text', ['所属产品', 'Product'], { example: 'shop' }),
      field('isCore', 'yes-no', ['核心模块', 'Important']),
      field('environments', 'list', ['用于哪些环境（空=全部）', 'Environments (empty = all)'], { of: 'text' }),
      field('namespace', 'text', ['命名空间', 'Namespace'], { technical: true }),
      field('userShare', 'percent', ['多少请求会用到它', 'Share of requests that reach it'], {
        unit: ['%', '%'],
        example: '100',
      }),
      field('latencySeconds', 'number', ['一次请求要多久', 'Time of one request'], {
        unit: ['秒', 's'],
        example: '0.2',
      }),
      field('perPodConcurrency', 'number', ['一份能同时处理几个请求', 'Requests one copy works on at once'], {
        example: '10',
      }),
      field(
        'loadTest.requestsPerSecondPerPod',
        'number',
        ['压测：一份每秒处理', 'Load test: requests a second of one copy'],
        { technical: true },
      ),
      field('loadTest.evidence', 'text', ['压测依据', 'Load test: evidence'], { technical: true }),
      field('queue.jobsPerHour', 'number', ['队列：每小时任务数', 'Queue: jobs an hour'], { technical: true }),
      field('queue.secondsPerJob', 'number', ['队列：每个任务秒数', 'Queue: seconds a job'], { technical: true }),
      field('queue.jobsAtOncePerPod', 'number', ['队列：一份同时处理', 'Queue: jobs one copy does at once'], {
        technical: true,
      }),
      field('minReplicas', 'number', ['最少几份', 'Copies at least'], { example: '2' }),
      field('maxReplicas', 'number', ['最多几份', 'Copies at most'], { technical: true }),
      field('requests.cpuMillicores', 'number', ['一份需要 CPU', 'CPU of one copy'], {
        unit: ['毫核', 'millicores'],
        example: '500',
      }),
      field('requests.memoryMib', 'number', ['一份需要内存', 'Memory of one copy'], {
        unit: ['MiB', 'MiB'],
        example: '1024',
      }),
      field('limits.cpuMillicores', 'number', ['CPU 上限', 'CPU limit'], {
        unit: ['毫核', 'millicores'],
        technical: true,
      }),
      field('limits.memoryMib', 'number', ['内存上限', 'Memory limit'], { unit: ['MiB', 'MiB'], technical: true }),
      field('state', 'choice', ['数据放在哪里', 'Where its data lies'], {
        choices: [
          ['none', '不存数据', 'nowhere'],
          ['local-volume', '本机磁盘', 'a local disk'],
          ['shared-volume', '共享存储', 'shared storage'],
        ],
      }),
      field('volumeGib', 'number', ['一份需要磁盘', 'Disk of one copy'], { unit: ['GiB', 'GiB'] }),
      field('spread', 'choice', ['各份是否必须分开放', 'Copies on different machines'], {
        technical: true,
        choices: [
          ['hard', '必须', 'always'],
          ['soft', '尽量', 'if possible'],
          ['none', '不要求', 'not asked'],
        ],
      }),
      field('isQuorum', 'yes-no', ['需要单数份投票', 'Copies vote'], { technical: true }),
      field('isMovable', 'yes-no', ['可以换到别的机器', 'May move to another machine'], { technical: true }),
      field('architectures', 'list', ['支持的 CPU 架构', 'Architectures'], {
        of: 'choice',
        choices: [
          ['amd64', 'x86_64', 'amd64'],
          ['arm64', 'arm64', 'arm64'],
        ],
      }),
      field(
        'ports',
        'ports',
        ['端口（名称 端口>容器端口；用分号隔开）', 'Ports (name port>target; parted by semicolons)'],
        {
          technical: true,
          example: 'http 80>8080; grpc 9000',
        },
      ),
      field('routes', 'choice', ['集群外不能访问', 'Not reached from outside'], {
        choices: [['none', '是', 'yes']],
      }),
      field('dependsOn', 'list', ['离不开哪些模块或软件', 'Cannot work without'], {
        of: 'text',
        example: 'mysql; redis',
      }),
      field('images', 'list', ['镜像', 'Images'], { of: 'text', technical: true, example: 'shop/order:1.4.2' }),
      field('governance', 'choice', ['服务治理', 'Service governance'], {
        technical: true,
        choices: [
          ['mesh', '服务网格', 'mesh'],
          ['sdk', 'SDK', 'SDK'],
          ['none', '无', 'none'],
        ],
      }),
      field('owner', 'text', ['负责人（联系人代号）', 'Owner (short name of a contact)'], { example: 'app' }),
      field('notReady', 'list', ['还没做到的云原生要求', 'Points not ready yet'], { of: 'text', technical: true }),
    ],
  }),
  table('modules[].routes', ['访问路由', 'Routes'], {
    inside: 'modules',
    need: 'should',
    key: ['host', 'path', 'protocol', 'port'],
    why: [
      '用户从哪个网址进入哪个模块；域名、证书、防火墙都照它来。',
      'Which address leads to which module: names, certificates and firewall follow from it.',
    ],
    columns: [
      field('host', 'text', ['域名（空=模块名.站点域名）', 'Host (empty = module.domain)'], {
        example: 'shop.example.cn',
      }),
      field('path', 'text', ['路径', 'Path'], { example: '/api' }),
      field('match', 'choice', ['匹配方式', 'Match'], {
        technical: true,
        choices: [
          ['prefix', '前缀', 'prefix'],
          ['exact', '完全一致', 'exact'],
        ],
      }),
      field('exposure', 'choice', ['谁能访问', 'Who may come'], {
        choices: [
          ['intranet', '内网', 'intranet'],
          ['internet', '互联网', 'internet'],
          ['partner', '外部伙伴', 'partners'],
        ],
      }),
      field('protocol', 'choice', ['协议', 'Protocol'], {
        choices: [
          ['http', 'http', 'http'],
          ['https', 'https', 'https'],
          ['grpc', 'grpc', 'grpc'],
          ['tcp', 'tcp', 'tcp'],
        ],
      }),
      field('port', 'text', ['模块端口名', 'Port of the module'], { technical: true, example: 'http' }),
      field('nodePort', 'number', ['固定端口', 'Node port'], { technical: true, example: '30080' }),
      field('stripPrefix', 'yes-no', ['去掉路径前缀', 'Strip the prefix'], { technical: true }),
      field('sessionAffinity', 'choice', ['会话保持', 'Session affinity'], {
        technical: true,
        choices: [
          ['none', '不保持', 'none'],
          ['cookie', '按 Cookie', 'by cookie'],
          ['source-address', '按来源地址', 'by source address'],
          ['header', '按请求头', 'by header'],
        ],
      }),
      field('timeoutSeconds', 'number', ['超时', 'Time-out'], { unit: ['秒', 's'], technical: true }),
      field('bodyLimitMib', 'number', ['上传上限', 'Upload limit'], { unit: ['MiB', 'MiB'], technical: true }),
      field('requestsPerSecondLimit', 'number', ['每秒请求上限', 'Requests a second at most'], { technical: true }),
      field('authentication', 'text', ['鉴权方式', 'Authentication'], { technical: true }),
      field('verifyPath', 'text', ['验证路径', 'Path to verify'], { technical: true, example: '/healthz' }),
      field('expect', 'text', ['期望结果', 'Expected answer'], { technical: true, example: '200' }),
    ],
  }),
  one('customerSystems.registry', 'system', ['已有的镜像仓库', 'Image registry there is'], {
    why: ['离线必备；能用现成的就不另装。', 'Needed offline; what is there need not be installed.'],
    example: 'harbor.example.cn:443',
  }),
  one('customerSystems.logCentre', 'system', ['已有的日志中心', 'Log centre there is'], {
    why: ['日志可以直接送过去。', 'Logs can be sent there.'],
    example: 'logs.example.cn:9200',
  }),
  one('customerSystems.metrics', 'system', ['已有的监控系统', 'Monitoring there is'], {
    why: ['指标可以直接接过去。', 'Metrics can be read from there.'],
    example: 'zabbix.example.cn:10051',
  }),
  one('customerSystems.mail', 'system', ['邮件服务器', 'Mail server'], {
    why: ['告警要发出去。', 'Alerts have to reach somebody.'],
    example: 'smtp.example.cn:25',
  }),
  one('customerSystems.chat', 'system', ['企业微信、钉钉等消息网关', 'Chat gateway (WeCom, DingTalk)'], {
    why: ['告警要发出去。', 'Alerts have to reach somebody.'],
    example: 'qyapi.example.cn:443',
  }),
];
