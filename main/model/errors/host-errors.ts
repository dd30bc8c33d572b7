import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** Reaching a machine, trusting it, and running scripts on it. */
export const hostErrors = defineErrors({
  SSH_E0001: {
    source: 'environment',
    retry: 'after-fix',
    message: text('连不上 {machine}（{address}）：{detail}', '{machine} ({address}) cannot be reached: {detail}'),
    remedy: text(
      '检查主机是否开机、地址和端口是否正确、防火墙是否放行 SSH。',
      'Check that the machine is on, the address and port are right and the firewall lets SSH through.',
    ),
  },
  SSH_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{machine} 的主机密钥还没有人确认：{fingerprint}',
      "Nobody has confirmed {machine}'s host key yet: {fingerprint}",
    ),
    remedy: text(
      '在控制台核对指纹后执行 ferryman hosts trust。',
      'Compare the fingerprint on its console, then run `ferryman hosts trust`.',
    ),
  },
  SSH_E0003: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{machine} 的主机密钥变了：原来 {expected}，现在 {actual}',
      "{machine}'s host key changed: it was {expected}, now it is {actual}",
    ),
    remedy: text(
      '停止操作并查明原因（重装系统还是中间人），确认后删除旧记录再重新信任。',
      'Stop and find out why (reinstalled, or someone in between); only then forget the old key and trust again.',
    ),
  },
  SSH_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{machine} 拒绝了用户 {user} 的登录（{method}）', '{machine} refused to log in {user} ({method})'),
    remedy: text(
      '检查用户、密钥或密码；为避免锁定账户只试一次。',
      'Check the user, key or password; only one try is made, so that the account is not locked.',
    ),
  },
  SSH_E0005: {
    source: 'environment',
    retry: 'safe',
    message: text('与 {machine} 的连接断了', 'The connection to {machine} was lost'),
    remedy: text(
      '远端工作仍在继续；恢复连接后执行 resume。',
      'Work on the machine goes on; resume when the link is back.',
    ),
  },
  SSH_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{machine} 上用户 {user} 的 sudo 密码不对（只试一次）',
      "{user}'s sudo password is wrong on {machine} (tried once)",
    ),
    remedy: text('更正密码后重试。', 'Correct the password and try again.'),
  },
  SSH_E0007: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{machine} 上用户 {user} 不能使用 sudo：{detail}', '{user} may not use sudo on {machine}: {detail}'),
    remedy: text('请管理员授予 sudo，或改用 root。', 'Ask the administrator for sudo, or use root.'),
  },
  SSH_E0008: {
    source: 'environment',
    retry: 'never',
    message: text(
      '{machine} 只支持本程序没有的加密算法：{detail}',
      '{machine} offers only algorithms this program does not have: {detail}',
    ),
    remedy: text('请管理员启用 aes-gcm 或 aes-ctr。', 'Ask the administrator to enable aes-gcm or aes-ctr.'),
  },
  SSH_E0009: {
    source: 'operator',
    retry: 'after-fix',
    message: text('私钥 {path} 无法使用：{detail}', 'The private key {path} cannot be used: {detail}'),
    remedy: text('检查路径与口令。', 'Check the path and its passphrase.'),
  },
  SSH_E0010: {
    source: 'operator',
    retry: 'after-fix',
    message: text('缺少凭据 {secret}', 'The secret {secret} is missing'),
    remedy: text(
      '在提示时输入、用 --secrets-fd 传入，或存入站点的加密库。',
      "Type it when asked, pass it with --secrets-fd, or keep it in the site's locked store.",
    ),
  },
  SSH_E0011: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '跳板机 {machine} 不允许转发到 {address}',
      'The jump host {machine} does not allow forwarding to {address}',
    ),
    remedy: text(
      '请管理员开启 AllowTcpForwarding，或在站内机器上运行 Ferryman。',
      'Ask for AllowTcpForwarding, or run Ferryman on a machine inside the site.',
    ),
  },
  HOST_E0001: {
    source: 'environment',
    retry: 'safe',
    message: text('{machine} 收到的 {what} 摘要不符', 'The digest of {what} does not match on {machine}'),
    remedy: text(
      '重试；若再次出现，检查该机器的内存与磁盘。',
      'Try again; if it happens again, check the memory and disk of that machine.',
    ),
  },
  HOST_E0002: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{machine} 磁盘空间不足：{path} 需要 {neededMiB} MiB，剩余 {freeMiB} MiB',
      '{machine} is short of disk: {path} needs {neededMiB} MiB and has {freeMiB} MiB',
    ),
    remedy: text('清理或扩容后继续。', 'Free or add space, then resume.'),
  },
  HOST_E0003: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{machine} 上的 {script} 失败（退出码 {exitCode}）：{detail}',
      '{script} failed on {machine} (exit code {exitCode}): {detail}',
    ),
    remedy: text('查看该步骤的日志，处理后继续。', "Read the step's log, fix the cause, then resume."),
  },
  HOST_E0004: {
    source: 'environment',
    retry: 'safe',
    message: text(
      '{machine} 上的工作中断了（机器重启或进程被杀）',
      'Work on {machine} was cut off (it restarted or the process was killed)',
    ),
    remedy: text(
      '执行 resume：会先探测真实状态再决定。',
      'Resume: the real state is probed before anything is done again.',
    ),
  },
  HOST_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{machine} 拒绝执行：另一名操作者（围栏号 {found}）已接管，本次围栏号是 {ours}',
      '{machine} refused: another operator has taken over (fence {found}, ours is {ours})',
    ),
    remedy: text('与对方确认后再继续。', 'Talk to them before going on.'),
  },
  HOST_E0006: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{machine} 的 systemd 太旧（{found}，需要 239 以上）',
      '{machine} has a systemd that is too old ({found}, 239 or later is needed)',
    ),
    remedy: text('升级系统，或换一台机器。', 'Upgrade the system, or use another machine.'),
  },
  HOST_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('站点正由 {holder} 操作（自 {since}）', 'The site is being worked on by {holder} since {since}'),
    remedy: text('等待其结束；确认对方已停止后再接管。', 'Wait for them; take over only after they have stopped.'),
  },
  HOST_E0008: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{machine} 不再是同一台机器：{detail}', '{machine} is no longer the same machine: {detail}'),
    remedy: text('查明原因，更新清单并重新规划。', 'Find out why, correct the inventory and plan again.'),
  },
});
