import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** What can go wrong at the registry a bundle is pushed to, be it another's or the site's own; `target` names it, without credentials. */
export const pushErrors = defineErrors({
  PUSH_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{target} 拒绝推送：{detail}', '{target} refuses the push: {detail}'),
    remedy: text(
      '检查用户、密码和该项目的推送权限；Harbor 中项目须先存在。站点自己的仓库：再执行一次 ferryman install。',
      "Check user, password and the right to push to that project; in Harbor the project must exist. The site's own registry: run ferryman install again.",
    ),
  },
  PUSH_E0002: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{target} 没有空间或超出配额：{detail}', '{target} has no room left or is over its quota: {detail}'),
    remedy: text(
      '清理或扩大配额后重试；已推送的不会再推。',
      'Make room or raise the quota and try again; what arrived is not sent again.',
    ),
  },
  PUSH_E0003: {
    source: 'environment',
    retry: 'safe',
    message: text(
      '与 {target} 的连接中断或不通：{detail}',
      '{target} cannot be reached, or the connection broke: {detail}',
    ),
    remedy: text('重试；从断点继续。', 'Try again; it goes on where it was.'),
  },
  PUSH_E0004: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{target} 的回答不可用：{detail}', '{target} gives no usable answer: {detail}'),
    remedy: text(
      '确认该地址是镜像仓库，磁盘和服务正常。',
      'See that this is a registry, and that its disk and service are well.',
    ),
  },
  PUSH_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{target} 的证书不受信任：{detail}', 'The certificate of {target} is not trusted: {detail}'),
    remedy: text(
      '指定它的 CA 证书文件（--ca）；已过期的在仓库一侧续期。站点自己的仓库：再执行一次 ferryman install。',
      "Name the file of its CA certificate (--ca); one that has expired is renewed at the registry. The site's own registry: run ferryman install again.",
    ),
  },
  PUSH_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('看不懂镜像仓库地址：{target}', 'The address of the registry is not understood: {target}'),
    remedy: text(
      '写成 主机[:端口][/路径]，如 harbor.corp:8443/ferryman。',
      'Write host[:port][/path], such as harbor.corp:8443/ferryman.',
    ),
  },
  PUSH_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{target} 中没有项目 {project}，该用户也不能新建（{detail}）',
      '{target} has no project {project}, and this user may not create it ({detail})',
    ),
    remedy: text(
      '请仓库管理员新建该项目并给予推送权限，或用 --to 指到已有的项目，如 主机/项目。',
      'Ask the administrator for the project and the right to push to it, or name one that exists with --to host/project.',
    ),
  },
  PUSH_E0008: {
    source: 'operator',
    retry: 'after-fix',
    message: text('读不出 CA 证书文件 {path}：{detail}', 'The file {path} gives no CA certificate: {detail}'),
    remedy: text(
      '给出这台计算机上的 PEM 文件（以 -----BEGIN CERTIFICATE----- 开头），向仓库管理员索取。',
      'Name a PEM file on this computer (it begins with -----BEGIN CERTIFICATE-----); the administrator of the registry has it.',
    ),
  },
  REGISTRY_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('这个站点的计划里没有我们的镜像仓库', 'The plan of this site has no registry of ours'),
    remedy: text(
      '在需求中写 siteRegistry.machine 并重新规划安装；推送到别的仓库用 --to。',
      'Write siteRegistry.machine into the requirements, plan and install; for another registry use --to.',
    ),
  },
});
