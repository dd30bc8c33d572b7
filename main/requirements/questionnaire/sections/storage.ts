import { text } from '../../../model/text.ts';
import { questionsOf } from '../ask.ts';

export const section = {
  id: 'storage',
  title: text('存储', 'Storage'),
  about: text('文件、日志、备份放在哪里，有多少。', 'Where files, logs and backups go, and how much of them.'),
  who: text('存储管理员', 'The storage administrator'),
  ask: text('请问存储或备份管理员', 'Ask the storage or backup team'),
} as const;
const { one } = questionsOf(section);

export const questions = [
  one('files.sizeGb', 'number', ['业务文件现在有多少？', 'How much do files take today?'], {
    need: 'should',
    unit: ['GB', 'GB'],
    why: ['决定共享存储要多大。', 'It decides the size of the shared storage.'],
    example: '500',
  }),
  one('files.growthPerYear', 'percent', ['文件每年增长多少？', 'How much do files grow a year?'], {
    unit: ['%', '%'],
    why: ['存储按几年后的量准备。', 'Storage is planned for some years ahead.'],
    example: '30',
  }),
  one('logs.gbPerDay', 'number', ['每天产生多少日志？', 'How much log is written a day?'], {
    need: 'should',
    unit: ['GB/天', 'GB a day'],
    why: ['日志盘 = 每天的量 × 天数 × 份数。', 'Disk for logs = a day’s worth × days × copies.'],
    example: '20',
    otherwise: ['按业务个数估算', 'Estimated from the services'],
  }),
  one('logs.hotDays', 'number', ['多少天内的日志要能立即查？', 'For how many days can logs be searched at once?'], {
    unit: ['天', 'days'],
    why: ['保留期像录像存多久：天数翻倍，硬盘翻倍。', 'Twice the days, twice the disk.'],
    example: '14',
    otherwise: ['14 天', '14 days'],
  }),
  one('logs.retentionDays', 'number', ['日志一共保留多少天？', 'For how many days are logs kept?'], {
    need: 'should',
    unit: ['天', 'days'],
    why: ['网络安全法要求不少于六个月。', 'The law asks for at least six months.'],
    example: '184',
    otherwise: ['30 天；等保二级及以上 184 天', '30 days; 184 from MLPS level 2 on'],
  }),
  one('customerSystems.nas', 'system', ['已有的共享存储（NAS）', 'Shared storage (NAS) there is'], {
    need: 'should',
    why: ['能用现成的就不另建。', 'What is there need not be built.'],
    example: ['10.20.0.60:2049 导出 /share', '10.20.0.60:2049 export /share'],
  }),
  one('customerSystems.objectStore', 'system', ['已有的对象存储', 'Object store there is'], {
    why: ['能用现成的就不另建。', 'What is there need not be built.'],
    example: 'oss.example.cn:443',
  }),
  one('customerSystems.backup', 'system', ['已有的备份系统', 'Backup system there is'], {
    need: 'should',
    why: [
      '备份必须放在另一台机器上，最好由客户统一管理。',
      'A backup belongs on another machine, best under the customer’s own care.',
    ],
    example: 'backup.example.cn',
  }),
];
