import { type Text, text } from '../text.ts';

const names: Readonly<Record<string, Text>> = {
  nodes: text('所有节点', 'all nodes'),
  'control-plane': text('控制平面', 'control plane'),
  gateway: text('业务大门', 'gateway'),
  users: text('内网用户', 'users'),
  administrators: text('管理员', 'administrators'),
  partners: text('合作伙伴', 'partners'),
  internet: text('互联网', 'internet'),
  bastion: text('堡垒机', 'bastion'),
  deploy: text('部署机（Ferryman）', 'deployment machine (Ferryman)'),
  dns: text('域名服务器', 'DNS servers'),
  ntp: text('时间服务器', 'time servers'),
  nas: text('NAS 存储', 'NAS'),
  registry: text('镜像仓库', 'image registry'),
  'load-balancer': text('负载均衡', 'load balancer'),
  mail: text('邮件服务器', 'mail server'),
  chat: text('消息平台', 'chat platform'),
  'log-centre': text('日志中心', 'log centre'),
  customer: text('客户网络', "customer's network"),
  platform: text('平台区', 'platform'),
};

/** A group of machines or people of a port row as people call it; a component's own name stays as it is. */
export function partyName(name: string): Text {
  return names[name] ?? text(name, name);
}
