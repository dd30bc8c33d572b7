import { text } from '../../../model/text.ts';
import { automatic, field, questionsOf, unknownWord } from '../ask.ts';

export const section = {
  id: 'network',
  title: text('网络', 'Network'),
  about: text(
    '网段、网关、已占用的地址、负载均衡、线路。',
    'Networks, gateways, ranges in use, load balancing, lines.',
  ),
  who: text('网络管理员', 'The network administrator'),
  ask: text('请问网络组', 'Ask the network team'),
} as const;
const { one, table } = questionsOf(section);

export const questions = [
  table('network.zones', ['服务器所在的网段', 'Networks the servers stand in'], {
    need: 'must',
    key: ['name'],
    why: [
      '给每台服务器和每个总机号码（VIP）分配地址，开防火墙也要用。',
      'Servers and shared addresses are given out of it, and firewall rules name it.',
    ],
    columns: [
      field('name', 'text', ['网段代号', 'Zone'], { needed: true, example: 'prod' }),
      field('title', 'text', ['说明', 'Title'], { example: ['生产服务器区', 'Production servers'] }),
      field('cidr', 'network', ['网段', 'Network'], { needed: true, example: '10.20.1.0/24' }),
      field('gateway', 'address', ['网关', 'Gateway'], { example: '10.20.1.254' }),
      field('vlan', 'number', ['VLAN 号', 'VLAN'], { example: '201' }),
      field('firstFree', 'address', ['第一个可用地址', 'First free address'], { example: '10.20.1.10' }),
    ],
  }),
  table('network.taken', ['不能使用的地址范围', 'Ranges that are in use'], {
    need: 'should',
    key: ['name', 'cidr'],
    why: [
      '平台内部要一大段地址，撞上办公网或分支机构，两边都会不通。',
      'The platform takes a wide range inside; where it meets the LAN, a VPN or a branch, both are cut off.',
    ],
    columns: [
      field('name', 'text', ['用途', 'What it is'], { needed: true, example: ['办公网', 'Office LAN'] }),
      field('cidr', 'network', ['网段', 'Network'], { needed: true, example: '10.0.0.0/16' }),
    ],
  }),
  one('kubernetes.podCidr', 'network', ['平台内部业务用的网段', 'Network for the pods'], {
    technical: true,
    choices: [automatic],
    why: ['相当于门牌号段，不能和公司现有的重复。', 'Like house numbers: they may not exist twice.'],
    example: '10.244.0.0/16',
    otherwise: ['自动避开已占用的范围', 'Chosen off the ranges in use'],
  }),
  one('kubernetes.serviceCidr', 'network', ['平台内部服务用的网段', 'Network for the services'], {
    technical: true,
    choices: [automatic],
    why: ['相当于门牌号段，不能和公司现有的重复。', 'Like house numbers: they may not exist twice.'],
    example: '10.96.0.0/16',
    otherwise: ['自动避开已占用的范围', 'Chosen off the ranges in use'],
  }),
  one('kubernetes.endpoint', 'address', ['管理入口地址', 'Address of the API'], {
    technical: true,
    choices: [automatic],
    why: ['每台机器都从这里找到管理节点。', 'Every node reaches the control plane there.'],
    example: '10.20.1.10',
    otherwise: ['自动', 'Automatic'],
  }),
  one('network.loadBalancer', 'choice', ['负载均衡用什么？', 'What balances the load?'], {
    need: 'should',
    choices: [
      automatic,
      ['customer', '客户已有的负载均衡', 'the customer’s own'],
      ['keepalived', 'HAProxy + keepalived', 'HAProxy + keepalived'],
      ['kube-vip', 'kube-vip', 'kube-vip'],
      ['none', '不用', 'none'],
    ],
    why: [
      '一台管理节点坏了，要有人把流量转到好的那台。',
      'When a control plane fails, something has to lead to a healthy one.',
    ],
    otherwise: ['自动选择', 'Chosen automatically'],
  }),
  one(
    'network.floatingAddresses',
    'choice',
    ['同一个地址可以在机器之间漂移吗？', 'May an address move between machines?'],
    {
      need: 'should',
      choices: [['allowed', '可以', 'allowed'], ['forbidden', '不可以', 'forbidden'], unknownWord],
      why: [
        '交换机开了端口安全或防 ARP 欺骗时，漂移会被拦住，主备切换就失败。',
        'Port security or ARP inspection on the switches stops it, and then fail-over does not work.',
      ],
      otherwise: ['按不可以准备，并提示风险', 'Planned for with a warning'],
    },
  ),
  one('network.apiVip', 'address', ['管理入口的总机号码（VIP）', 'Shared address of the control planes'], {
    technical: true,
    choices: [automatic],
    why: ['总机号码：谁值班谁接。', 'One number; whoever is on duty answers.'],
    example: '10.20.1.10',
    otherwise: ['自动取一个空闲地址', 'A free one of the zone'],
  }),
  one('network.gatewayVip', 'address', ['业务入口的总机号码（VIP）', 'Shared address of the gateway'], {
    technical: true,
    choices: [automatic],
    why: ['用户从这个地址进来。', 'People come in at this address.'],
    example: '10.20.1.11',
    otherwise: ['自动取一个空闲地址', 'A free one of the zone'],
  }),
  one('network.mtu', 'number', ['网络 MTU', 'MTU of the network'], {
    technical: true,
    unit: ['字节', 'bytes'],
    why: ['填大了，大包会悄悄丢失。', 'Set too high, large packets are lost without a word.'],
    example: '1500',
  }),
  one('network.publicAddresses.total', 'number', ['有几个公网地址？', 'How many public addresses are there?'], {
    unit: ['个', 'addresses'],
    why: ['公网地址少，要提前安排给谁用。', 'They are scarce, so who gets one is planned early.'],
    example: '4',
  }),
  one(
    'network.publicAddresses.forBastion',
    'number',
    ['其中几个留给堡垒机？', 'How many of them are kept for the bastion?'],
    {
      unit: ['个', 'addresses'],
      why: ['堡垒机常要独占一个。', 'The bastion often needs one of its own.'],
      example: '1',
    },
  ),
  one('network.bastion', 'address', ['堡垒机地址', 'Address of the bastion'], {
    need: 'should',
    why: ['堡垒机是唯一进出且录像的门；只从它放行 SSH。', 'The one door that is watched: SSH is opened from it only.'],
    example: '10.20.0.9',
  }),
  one('network.people.users', 'list', ['普通用户从哪些网段访问？', 'Which networks do users come from?'], {
    of: 'network',
    need: 'should',
    why: ['防火墙只对这些网段放行，不写“任意”。', 'The firewall is opened for these only, never for “any”.'],
    example: '10.20.8.0/22; 10.30.0.0/16',
  }),
  one(
    'network.people.administrators',
    'list',
    ['管理员从哪些网段访问？', 'Which networks do administrators come from?'],
    {
      of: 'network',
      need: 'should',
      why: ['管理入口只对这些网段放行。', 'Administration is opened for these only.'],
      example: '10.20.0.0/24',
    },
  ),
  one('network.people.partners', 'list', ['外部伙伴从哪些网段访问？', 'Which networks do partners come from?'], {
    of: 'network',
    why: ['防火墙只对这些网段放行。', 'The firewall is opened for these only.'],
    example: '192.0.2.0/24',
  }),
  one('customerSystems.loadBalancer', 'system', ['已有的负载均衡', 'Load balancer there is'], {
    why: ['能用现成的就不另装。', 'What is there need not be installed.'],
    example: ['10.20.0.50:443 F5 主备', '10.20.0.50:443 a pair of F5'],
  }),
  one('transfer.way', 'choice', ['安装包怎么带进来？', 'How does the software get in?'], {
    need: 'should',
    choices: [automatic, ['media', '用移动介质', 'on media'], ['line', '走线路', 'over a line']],
    why: ['几十到上百 GB，怎么进来决定要多久。', 'It is tens of gigabytes; the way decides how long it takes.'],
    otherwise: ['自动', 'Automatic'],
  }),
  one('transfer.lineMbitPerSecond', 'number', ['线路带宽', 'Speed of the line'], {
    unit: ['Mbit/s', 'Mbit/s'],
    why: ['算传输要几个小时。', 'The hours of the transfer follow from it.'],
    example: '100',
  }),
  one('transfer.media', 'choice', ['允许哪种介质？', 'Which media are allowed?'], {
    choices: [
      ['usb-exfat', 'U 盘（exFAT）', 'USB stick (exFAT)'],
      ['usb-fat32', 'U 盘（FAT32，单文件 4 GB 以内）', 'USB stick (FAT32, files up to 4 GB)'],
      ['dvd', '光盘', 'DVD'],
      ['disk', '移动硬盘', 'disk'],
      unknownWord,
    ],
    why: ['FAT32 和光盘要把安装包切成小块。', 'For FAT32 and DVD the software is split into parts.'],
  }),
];
