import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'security-software',
  severity: 'normal',
  title: text('安全软件与登录限制', 'Security software and log-in limits'),
  why: text(
    '杀毒或主机防护可能误删文件；自动登出和账户到期会打断安装',
    'Antivirus may remove files; automatic log-out and account expiry cut an installation short',
  ),
  lookAt: ({ securitySoftware, account }) => {
    const concerns = [
      ...securitySoftware,
      ...(account.expiresInDays !== null && account.expiresInDays < 30
        ? [`account expires in ${account.expiresInDays} days`]
        : []),
      ...(account.shellTimeoutSeconds !== null ? [`TMOUT=${account.shellTimeoutSeconds}`] : []),
    ];
    return {
      outcome: concerns.length === 0 ? 'pass' : 'warn',
      summary:
        concerns.length === 0
          ? text('没有发现会打断安装的限制', 'Nothing was found that would interfere')
          : text(`请留意：${concerns.join('、')}`, `Take note: ${concerns.join(', ')}`),
      evidence: `software: ${securitySoftware.join(', ') || 'none known'}; account expires: ${account.expiresInDays ?? 'never'}; TMOUT: ${account.shellTimeoutSeconds ?? 'none'}`,
      ...(concerns.length === 0
        ? {}
        : {
            remedy: text(
              '请管理员为 /var/lib/ferryman 和容器目录设置例外，并延长账户',
              'Ask for exceptions for /var/lib/ferryman and the container folders, and a longer account',
            ),
          }),
    };
  },
});
