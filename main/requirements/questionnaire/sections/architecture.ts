import { text } from '../../../model/text.ts';
import { automatic, field, questionsOf } from '../ask.ts';

export const section = {
  id: 'architecture',
  title: text('总体架构', 'Architecture'),
  about: text(
    '项目是什么、有几套环境、多少人用、要哪些平台软件。',
    'What the project is, its environments, its users, the platform software it wants.',
  ),
  who: text('架构师或项目经理', 'The architect or the project manager'),
  ask: text('请问乙方项目经理', 'Ask the vendor’s project manager'),
} as const;
const { one, table } = questionsOf(section);

export const questions = [
  one('site.name', 'text', ['这个站点叫什么名字？', 'What is this site called?'], {
    need: 'must',
    needed: true,
    why: ['所有文件和报告的抬头都用它。', 'Every document and report is headed with it.'],
    example: ['华东-02', 'East China 02'],
  }),
  one('site.customer', 'text', ['客户单位全称', 'Full name of the customer'], {
    need: 'should',
    why: ['写在申请单和交付报告上。', 'It stands on the request forms and on the delivery report.'],
    example: ['某市第一人民医院', 'First Municipal Hospital'],
  }),
  one('site.vendor', 'text', ['交付单位全称', 'Full name of the vendor'], {
    why: ['写在申请单和交付报告上。', 'It stands on the request forms and on the delivery report.'],
    example: ['示例软件公司', 'Example Software Ltd'],
  }),
  one('site.project', 'text', ['项目名称', 'Name of the project'], {
    why: ['写在申请单和交付报告上。', 'It stands on the request forms and on the delivery report.'],
    example: ['门诊预约平台', 'Appointment platform'],
  }),
  table('contacts', ['双方联系人', 'Contacts on both sides'], {
    need: 'should',
    key: ['id'],
    why: [
      '每个问题都要有人回答，每件要办的事都要有人负责。',
      'Every question needs somebody who answers it, every duty somebody who does it.',
    ],
    columns: [
      field('id', 'text', ['代号', 'Short name'], { needed: true, example: 'net' }),
      field('name', 'text', ['姓名', 'Name'], { needed: true, example: ['王工', 'Ms Wang'] }),
      field('organisation', 'choice', ['哪一方', 'Side'], {
        needed: true,
        choices: [
          ['vendor', '乙方（交付）', 'vendor'],
          ['customer', '甲方（客户）', 'customer'],
        ],
      }),
      field('role', 'text', ['职务', 'Role'], { example: ['网络管理员', 'Network administrator'] }),
      field('phone', 'text', ['电话', 'Telephone'], { example: '138-0000-0000' }),
      field('email', 'text', ['邮箱', 'E-mail'], { example: 'net@example.cn' }),
      field('answers', 'list', ['负责回答哪些部分', 'Sections this person answers'], {
        of: 'choice',
        choices: [
          ['architecture', '总体架构', 'architecture'],
          ['servers', '服务器', 'servers'],
          ['network', '网络', 'network'],
          ['names', '域名时间证书', 'names'],
          ['storage', '存储', 'storage'],
          ['security', '安全', 'security'],
          ['application', '业务应用', 'application'],
          ['schedule', '进度', 'schedule'],
        ],
      }),
    ],
  }),
  table('environments', ['需要几套环境？', 'Which environments are there?'], {
    need: 'should',
    key: ['name'],
    why: [
      '每套环境单独算机器。生产环境能坏几台不停业务，直接决定要几台服务器。',
      'Machines are counted for each. How many may fail without a stop decides how many are needed.',
    ],
    otherwise: ['只有一套生产环境，不保证坏一台不停', 'One production environment, no machine may fail'],
    columns: [
      field('name', 'text', ['环境代号', 'Name'], { needed: true, example: 'production' }),
      field('kind', 'choice', ['类型', 'Kind'], {
        needed: true,
        choices: [
          ['production', '生产', 'production'],
          ['pre-release', '预发布', 'pre-release'],
          ['test', '测试', 'test'],
          ['hosted', '托管在别处', 'hosted elsewhere'],
        ],
      }),
      field('availability', 'choice', ['坏几台仍不停业务', 'What may fail without a stop'], {
        choices: [
          ['basic', '不保证', 'nothing promised'],
          ['one-machine', '任意坏一台', 'any one machine'],
          ['two-machines', '任意坏两台', 'any two machines'],
        ],
      }),
      field('loadShare', 'percent', ['承担生产负载的比例', 'Share of the production load'], {
        unit: ['%', '%'],
        example: '100',
      }),
      field('layout', 'choice', ['管理节点是否兼跑业务', 'Control plane also runs services'], {
        technical: true,
        choices: [
          ['auto', '自动', 'automatic'],
          ['dedicated', '分开', 'dedicated'],
          ['converged', '合并', 'converged'],
        ],
      }),
      field('workerShape', 'text', ['业务服务器规格', 'Size of a worker'], { example: '8C16G', choices: [automatic] }),
      field('workerCount', 'number', ['业务服务器台数已定', 'Number of workers, where it is settled'], {
        technical: true,
        example: '5',
      }),
      field('zone', 'text', ['所在网段代号', 'Network zone'], { example: 'prod' }),
      field('rooms', 'number', ['分布在几个机房', 'Machine rooms'], { example: '1' }),
    ],
  }),
  one('load.registeredUsers', 'number', ['一共有多少注册用户？', 'How many people have an account?'], {
    need: 'should',
    unit: ['人', 'people'],
    why: [
      '不知道同时在线人数时，用它估算。',
      'The number at work at once is estimated from it where nobody knows that.',
    ],
    example: '3000',
    who: ['业务负责人', 'The business owner'],
  }),
  one(
    'load.concurrentUsers',
    'number',
    ['最忙的时候有多少人同时使用？', 'How many people use it at the busiest hour?'],
    {
      need: 'must',
      unit: ['人', 'people'],
      why: [
        '直接决定每个业务开几份、要几台服务器。',
        'It decides how many copies of each service run, and so how many servers are needed.',
      ],
      example: '500',
      otherwise: ['注册用户的一成；都不知道时按 100 人', 'A tenth of the accounts; 100 people where nothing is known'],
      who: ['业务负责人', 'The business owner'],
    },
  ),
  one('load.growthPerYear', 'percent', ['每年增长多少？', 'How much does it grow a year?'], {
    unit: ['%', '%'],
    why: ['硬盘按几年后的数据量准备。', 'Disks are planned for the data some years from now.'],
    example: '20',
    otherwise: ['每年 20%', '20% a year'],
  }),
  one('load.years', 'number', ['机器按几年规划？', 'How many years are the machines planned for?'], {
    unit: ['年', 'years'],
    why: ['硬盘按几年后的数据量准备。', 'Disks are planned for the data some years from now.'],
    example: '3',
    otherwise: ['3 年', '3 years'],
  }),
  table('products', ['要交付哪些产品？', 'Which products are delivered?'], {
    key: ['product'],
    why: [
      '产品说明里写好了它的业务模块，不必逐个填写。',
      'A product’s own description brings its modules, so nobody has to write them down.',
    ],
    columns: [field('product', 'text', ['产品代号', 'Product'], { needed: true, example: 'shop' })],
  }),
  table('platform', ['需要哪些平台软件？', 'Which platform software is wanted?'], {
    need: 'should',
    key: ['name', 'component'],
    why: ['数据库、消息队列、监控等也占服务器。', 'Databases, queues and monitoring take servers too.'],
    columns: [
      field('component', 'text', ['软件', 'Software'], { needed: true, example: 'prometheus' }),
      field('name', 'text', ['别名（同一软件装两套时）', 'Own name (where there are two)'], { example: 'orders-db' }),
      field('environments', 'list', ['用于哪些环境（空=全部）', 'Environments (empty = all)'], { of: 'text' }),
      field('placement', 'choice', ['装在哪里', 'Where it runs'], {
        choices: [
          ['cluster', '集群内', 'in the cluster'],
          ['machines', '单独的服务器', 'machines of its own'],
          ['node-wide', '每台机器上', 'on every node'],
          ['customer', '客户提供', 'the customer provides it'],
          ['existing', '已有', 'exists already'],
        ],
      }),
      field('version', 'text', ['版本', 'Version'], { version: true, technical: true, example: '8.0' }),
    ],
  }),
  table('platform[].inputs', ['平台软件的规格参数', 'Figures the platform software asks for'], {
    inside: 'platform',
    key: ['key'],
    why: [
      '每种软件的大小由这几个数决定，例如数据库有多少数据。',
      'They decide its size, such as how much data a database holds.',
    ],
    columns: [
      field('key', 'text', ['参数', 'Figure'], { needed: true, example: 'dataGb' }),
      field('value', 'value', ['值', 'Value'], { needed: true, example: '50' }),
    ],
  }),
  one('kubernetes.version', 'text', ['Kubernetes 版本', 'Kubernetes version'], {
    version: true,
    technical: true,
    choices: [automatic],
    why: [
      '老系统内核不支持新版本；不指定时自动选合适的。',
      'Old kernels cannot run new versions; left alone, a fitting one is chosen.',
    ],
    example: '1.34',
    otherwise: ['自动选择', 'Chosen automatically'],
  }),
  table('overrides', ['替换我们的默认假设', 'Figures of ours to be replaced'], {
    key: ['assumption'],
    why: ['方案里的每个默认值都可以换成您的数。', 'Every default of the plan may be replaced by your own figure.'],
    columns: [
      field('assumption', 'text', ['假设代号', 'Default'], { needed: true, example: 'think-time-seconds' }),
      field('value', 'number', ['改为', 'Value'], { needed: true, example: '15' }),
      field('by', 'text', ['谁改的', 'Who says so'], { needed: true, example: ['李工', 'Mr Li'] }),
      field('why', 'text', ['为什么', 'Why'], { needed: true, example: ['压测结果', 'Load test'] }),
    ],
  }),
  table('acceptances', ['书面接受的偏离', 'Deviations accepted in writing'], {
    key: ['deviation'],
    why: [
      '方案里有偏离标准的地方，必须有人书面接受才能安装。',
      'Where the plan departs from the standard, somebody has to accept it before anything is installed.',
    ],
    columns: [
      field('deviation', 'text', ['偏离项', 'Deviation'], { needed: true }),
      field('acceptedBy', 'text', ['接受人', 'Accepted by'], { needed: true }),
      field('reason', 'text', ['理由', 'Reason'], { needed: true }),
      field('until', 'date', ['最迟解决日期', 'To be settled by'], { needed: true, example: '2027-06-30' }),
    ],
  }),
];
