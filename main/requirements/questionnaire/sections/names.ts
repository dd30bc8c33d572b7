import { text } from '../../../model/text.ts';
import { questionsOf, unknownWord } from '../ask.ts';

export const section = {
  id: 'names',
  title: text('域名、时间、证书', 'Names, time, certificates'),
  about: text('DNS、NTP、域名和证书由谁提供。', 'Who provides DNS, NTP, the domain and the certificates.'),
  who: text('DNS 与证书管理员', 'The administrator of DNS and certificates'),
  ask: text('请问网络组或信息中心', 'Ask the network team or the information centre'),
} as const;
const { one } = questionsOf(section);
const none = ['none', '没有', 'none'] as const;

export const questions = [
  one('network.dns', 'list', ['内网 DNS 服务器', 'DNS servers of the network'], {
    of: 'address',
    choices: [none],
    need: 'must',
    why: [
      '没有 DNS，名字解析会慢甚至卡住安装；最多三个。',
      'Without DNS, look-ups are slow or hang the installation; three at most.',
    ],
    example: '10.20.0.2; 10.20.0.3',
    otherwise: ['没有', 'None'],
  }),
  one('network.ntp', 'list', ['内网时间服务器（NTP）', 'Time servers (NTP)'], {
    of: 'address',
    choices: [none],
    need: 'must',
    why: ['各台机器时间差几秒，证书和数据库就会出错。', 'A few seconds apart, and certificates and databases fail.'],
    example: '10.20.0.3',
    otherwise: ['没有', 'None'],
  }),
  one('changes.timeService', 'choice', ['服务器的时间同步由谁配置？', 'Who sets up the time service on the servers?'], {
    choices: [
      ['chrony', '由我们用 chrony 配置', 'we do, with chrony'],
      ['keep', '保持不变，客户自己负责', 'stays as it is; the customer keeps it'],
    ],
    why: [
      '没有时间服务器时，各台机器至少要跟着同一台走；未经同意我们不动。',
      'Without a time server the machines should at least follow one of them; nothing is changed without your word.',
    ],
    otherwise: ['保持不变', 'It stays as it is'],
  }),
  one('network.domain', 'text', ['业务系统使用哪个域名？', 'Which domain are the services named under?'], {
    need: 'should',
    why: ['每个业务的访问地址在它下面取名。', 'Every service gets its address under it.'],
    example: 'apps.example.cn',
    otherwise: ['先用占位域名', 'A placeholder'],
  }),
  one('network.certificates', 'choice', ['网站证书由谁签发？', 'Who issues the certificates?'], {
    need: 'should',
    choices: [
      ['customer', '客户提供', 'the customer'],
      ['internal', '平台自签（内部 CA）', 'an internal CA'],
      unknownWord,
    ],
    why: [
      '内网不能自动申请公网证书；自签的要在每台电脑上信任。',
      'Inside, no public authority can be asked; an internal CA must be trusted on every computer.',
    ],
  }),
  one('network.certificatesExpire', 'date', ['客户证书哪天到期？', 'When do the customer’s certificates expire?'], {
    why: ['到期那天网站会打不开，要提前续。', 'On that day nobody gets in, so it is renewed before.'],
    example: '2027-12-31',
  }),
];
