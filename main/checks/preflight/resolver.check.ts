import { text } from '../../model/text.ts';
import { hostCheck } from './host-check.ts';

export default hostCheck({
  id: 'resolver',
  severity: 'critical',
  title: text('域名解析不会卡住', 'The resolver does not hang'),
  why: text(
    '配置了连不上的域名服务器时，每次查询都要等几秒，安装和业务都会变慢',
    'With a name server that does not answer, every look-up waits for seconds',
  ),
  lookAt: ({ nameservers, unknownNameLookupMs }) => {
    const evidence = `name servers: ${nameservers.join(', ') || 'none'}; a name that cannot exist took ${unknownNameLookupMs} ms`;
    if (unknownNameLookupMs < 1_000) {
      return { outcome: 'pass', summary: text('解析及时返回', 'It answers at once'), evidence };
    }
    return {
      outcome: unknownNameLookupMs < 3_000 ? 'warn' : 'fail',
      summary: text('域名服务器没有及时回应', 'The name server does not answer in time'),
      evidence,
      remedy: text(
        '在 /etc/resolv.conf 中换成能用的域名服务器，没有就留空',
        'Name a working server in /etc/resolv.conf, or none',
      ),
    };
  },
});
