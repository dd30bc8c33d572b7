import { text } from '../../../model/text.ts';
import { questionsOf, unknownWord } from '../ask.ts';

export const section = {
  id: 'security',
  title: text('安全', 'Security'),
  about: text('等保级别、哪些安全设置必须保留。', 'The protection level, and which settings have to stay.'),
  who: text('安全管理员', 'The security officer'),
  ask: text('请问安全管理部门', 'Ask the security department'),
} as const;
const { one } = questionsOf(section);

export const questions = [
  one('security.mlps', 'choice', ['系统定级：等保几级？', 'Which MLPS level does the system have?'], {
    need: 'must',
    choices: [
      ['none', '未定级', 'none'],
      ['2', '二级', 'level 2'],
      ['3', '三级', 'level 3'],
    ],
    why: [
      '三级要求双因素、审计、日志六个月等，影响方案和硬盘。',
      'Level 3 asks for two factors, audit and six months of logs: it changes plan and disks.',
    ],
    otherwise: ['未定级', 'None'],
  }),
  one('security.selinux', 'choice', ['SELinux 要保持哪种状态？', 'How has SELinux to stay?'], {
    choices: [
      ['enforcing', '强制', 'enforcing'],
      ['permissive', '宽容', 'permissive'],
      ['disabled', '关闭', 'disabled'],
      unknownWord,
    ],
    why: [
      '我们不会悄悄关掉它；开着时要多装一个策略包。',
      'It is never turned off silently; where it is on, one more package is needed.',
    ],
  }),
  one('security.hostFirewall', 'choice', ['服务器自带的防火墙开着吗？', 'Does the servers’ own firewall stay on?'], {
    need: 'should',
    choices: [['stays-on', '必须开着', 'stays on'], ['off', '关着', 'off'], unknownWord],
    why: ['开着就要给每台机器列出放行规则。', 'Where it is on, every machine needs its list of open ports.'],
  }),
  one('changes.firewall', 'choice', ['可以在服务器防火墙上放行所需端口吗？', 'May the needed ports be opened in it?'], {
    choices: [
      ['open-ports', '可以放行', 'may be opened'],
      ['keep', '保持不变', 'stays as it is'],
    ],
    why: ['未经同意我们不动防火墙。', 'Nothing is changed without your word.'],
    otherwise: ['保持不变', 'It stays as it is'],
  }),
  one('security.antivirus', 'yes-no', ['服务器上有杀毒或终端防护软件吗？', 'Is there an antivirus on the servers?'], {
    need: 'should',
    why: [
      '它占内存，也会拖慢甚至误删容器文件，要加例外目录。',
      'It takes memory, slows containers down and may delete their files: folders have to be excepted.',
    ],
    otherwise: ['没有', 'No'],
  }),
  one(
    'security.passwordMaxDays',
    'number',
    ['密码最长多少天必须更换？', 'After how many days must a password change?'],
    {
      unit: ['天', 'days'],
      why: ['账号到期那天自动任务会停。', 'Automatic work stops on the day an account expires.'],
      example: '90',
    },
  ),
  one('security.rootLogin', 'choice', ['安装期间可以用 root 登录吗？', 'May root log in during the installation?'], {
    need: 'should',
    choices: [['allowed', '可以', 'allowed'], ['forbidden', '不可以', 'forbidden'], unknownWord],
    why: ['不可以时改用普通账号加 sudo，要提前开好。', 'Where not, an account with sudo is needed beforehand.'],
  }),
  one('customerSystems.ldap', 'system', ['已有的统一认证（LDAP/AD）', 'Directory (LDAP/AD) there is'], {
    why: ['用户用原来的账号登录。', 'People keep their accounts.'],
    example: 'ldap.example.cn:636',
  }),
];
