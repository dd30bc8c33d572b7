import { type PlannedRegistry, registryHost } from '../../model/plan/planned-registry.ts';
import type { CertificateRow, DomainRow, RouteRow } from '../../model/plan/reach-plan.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import { text } from '../../model/text.ts';
import type { EnvironmentView } from './environment-view.ts';

/** Every name somebody must enter: the API, the gateway's names, the platform's pages. */
export function domainTable(
  { network }: Requirements,
  views: readonly EnvironmentView[],
  routes: readonly RouteRow[],
): DomainRow[] {
  const kept: DomainRow['kept'] = network.dns === 'none' ? 'hosts-files' : 'customer-dns';
  return views.flatMap((view) => {
    const environment = view.draft.environment.name;
    const own = routes.filter((route) => route.environment === environment);
    const hosts = [...new Map(own.map((route) => [route.host, route])).values()];
    return [
      {
        environment,
        name: `api.${view.domain}`,
        target: view.apiVip,
        purpose: text('集群管理入口', 'Way in for managing the cluster'),
        kept,
      },
      ...hosts.map(({ host, gatewayAddress, title }) => ({
        environment,
        name: host,
        target: gatewayAddress,
        purpose: title,
        kept,
      })),
    ] satisfies DomainRow[];
  });
}

/** Certificates with who issues and renews them. Without the internet no public issuer can reach us. */
export function certificateTable(
  { network }: Requirements,
  routes: readonly RouteRow[],
  siteRegistry: PlannedRegistry | undefined,
): CertificateRow[] {
  const names = [...new Set(routes.flatMap(({ certificate }) => (certificate === '' ? [] : [certificate])))].sort();
  const issuer = network.certificates === 'unknown' ? 'undecided' : network.certificates;
  return [
    ...names.map(
      (name): CertificateRow => ({
        names: [name],
        issuer,
        expires: network.certificatesExpire ?? '',
        renewedBy: issuer === 'internal' ? 'automatic' : 'customer',
        note:
          issuer === 'internal'
            ? text(
                '内部证书机构签发，浏览器需信任其根证书',
                'Issued by an internal authority; browsers must trust its root',
              )
            : issuer === 'customer'
              ? text(
                  '客户提供证书与私钥，到期前 30 天更换',
                  'The customer brings certificate and key, and renews them 30 days before they expire',
                )
              : text('请客户决定由谁签发', 'The customer decides who issues it'),
      }),
    ),
    ...(siteRegistry === undefined ? [] : [registryCertificate(siteRegistry)]),
    {
      names: ['Kubernetes'],
      issuer: 'cluster',
      expires: '',
      renewedBy: 'vendor',
      note: text(
        '集群内部证书一年有效，根证书十年；到期前续期',
        "The cluster's own certificates last a year, its root ten; renew before",
      ),
    },
  ];
}

function registryCertificate(registry: PlannedRegistry): CertificateRow {
  return {
    names: [registryHost(registry)],
    issuer: 'internal',
    expires: '',
    renewedBy: 'vendor',
    note: text(
      '站点镜像仓库：自己的证书机构十年，服务证书三年；剩余不足 30 天时再执行一次安装即续期',
      'The site registry: an authority of its own for ten years, its certificate for three; with fewer than 30 days left the installation run again renews it',
    ),
  };
}
