import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'own-name',
  severity: 'critical',
  title: text('能解析自己的主机名', 'Resolves its own name'),
  why: text(
    '很多程序启动时要查自己的名字，查不到就会很慢或失败',
    'Many programs look up their own name at start; without an answer they are slow or fail',
  ),
  lookAt: ({ hostname, resolvesOwnName, ownNameLookupMs }) => {
    const evidence = `getent ahosts ${hostname}: ${resolvesOwnName ? 'found' : 'not found'} in ${ownNameLookupMs} ms`;
    if (ownNameLookupMs >= 2_000) {
      return {
        outcome: 'fail',
        summary: text(
          `查询自己的主机名要等 ${ownNameLookupMs} 毫秒`,
          `Looking up its own name takes ${ownNameLookupMs} ms`,
        ),
        evidence,
        remedy: text(
          `在 /etc/hosts 中加入：127.0.1.1 ${hostname}，并修正 /etc/resolv.conf`,
          `Add to /etc/hosts: 127.0.1.1 ${hostname}, and correct /etc/resolv.conf`,
        ),
      };
    }
    return {
      outcome: 'pass',
      summary: resolvesOwnName
        ? text('能解析', 'It resolves')
        : text('现在不能解析，安装会写入 /etc/hosts', 'Not yet: the installation adds it to /etc/hosts'),
      evidence,
    };
  },
});
