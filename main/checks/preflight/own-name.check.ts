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
    if (resolvesOwnName && ownNameLookupMs < 2_000) {
      return { outcome: 'pass', summary: text('能解析', 'It resolves'), evidence };
    }
    return {
      outcome: 'fail',
      summary: resolvesOwnName
        ? text('解析自己的主机名很慢', 'Its own name takes long to resolve')
        : text(`不能解析自己的主机名 ${hostname}`, `It cannot resolve its own name ${hostname}`),
      evidence,
      remedy: text(`在 /etc/hosts 中加入：127.0.1.1 ${hostname}`, `Add to /etc/hosts: 127.0.1.1 ${hostname}`),
    };
  },
});
