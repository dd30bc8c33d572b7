import type { ProtectionRow } from '../../model/plan/duties-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';

/** Points of GB/T 22239-2019 that an installation touches; empty where no level was asked. */
export function protectionTable({ security, network }: Requirements): ProtectionRow[] {
  if (security.mlps === 'none') return [];
  const isLevel3 = security.mlps === '3';
  return [
    {
      clause: text('身份鉴别', 'Identification'),
      asked: text(
        '口令至少 8 位、90 天更换、失败锁定；不得用默认口令',
        'Passwords of at least 8, changed within 90 days, locked after failures; no default ones',
      ),
      effect: text(
        '所有默认口令在交付前更换；安装账号记录口令到期豁免',
        'Every default password is changed before hand-over; the installing account has a recorded exemption',
      ),
      state: 'met',
    },
    ...(isLevel3
      ? [
          {
            clause: text('双因素登录', 'Two factors'),
            asked: text('管理员登录用两种方式验证', 'Administrators log in with two factors'),
            effect: text(
              '经堡垒机登录，由客户启用双因素',
              'Log in through the bastion; the customer turns two factors on',
            ),
            state: network.bastion === undefined ? ('deviation' as const) : ('customer' as const),
          },
        ]
      : []),
    {
      clause: text('访问控制', 'Access control'),
      asked: text(
        '最小权限，不共用账号，限制 root 远程登录',
        'Least privilege, no shared accounts, no root over the network',
      ),
      effect: text(
        '安装期间限时开放，完成后恢复并在报告中留证',
        'Opened for the installation only, closed afterwards with evidence in the report',
      ),
      state: security.rootLogin === 'forbidden' ? 'deviation' : 'met',
    },
    {
      clause: text('安全审计', 'Audit'),
      asked: text('审计覆盖每个用户，日志保留不少于六个月', 'Every user is covered; logs are kept at least six months'),
      effect: text(
        '集群审计日志开启并送往日志中心，保留 184 天',
        "The cluster's audit log is on and shipped; kept 184 days",
      ),
      state: 'met',
    },
    {
      clause: text('入侵防范', 'Intrusion'),
      asked: text(
        '关闭不用的服务和高危端口，限制管理终端',
        'Unused services and risky ports closed, administration from named addresses only',
      ),
      effect: text(
        '端口清单即全部允许项；NodePort 只开用到的',
        'The port list is all that is allowed; only NodePorts in use are opened',
      ),
      state: 'met',
    },
    {
      clause: text('恶意代码防范', 'Malicious code'),
      asked: text('安装防病毒或 EDR', 'Antivirus or EDR on every machine'),
      effect: text(
        '扫描排除 /var/lib/containerd、/var/lib/etcd，每台预留 0.5 核 1 GiB',
        'Scans leave out /var/lib/containerd and /var/lib/etcd; 0.5 cores and 1 GiB are kept for it',
      ),
      state: security.antivirus ? 'met' : 'customer',
    },
    {
      clause: text('数据备份恢复', 'Backup'),
      asked: text('本地与异地备份，重要系统热备', 'Local and off-site copies, hot standby of what matters'),
      effect: text(
        '集群数据库、业务数据库、镜像仓库备份到另一台机器，并做恢复演练',
        'Cluster database, databases and registry are saved to another machine, and a restore is tried',
      ),
      state: 'met',
    },
  ];
}
