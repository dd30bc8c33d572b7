import type { RouteRow } from '../../model/plan/reach-plan.ts';
import type { BusinessModule } from '../../model/site/business-module.ts';
import { text } from '../../model/text.ts';
import { addressesOf, type EnvironmentView, ownGroups } from './environment-view.ts';

/** F §5: three tries of two seconds each and the first one: what lasts longer never runs its last try. */
export const usualRetries = 3;
export const usualTimeoutSeconds = 8;
const usualBodyLimitMib = 10;

/** The routing table of one environment: business modules first, then the pages of the platform. */
export function routeTable(view: EnvironmentView): RouteRow[] {
  return [...view.draft.modules.flatMap((module) => moduleRoutes(module, view)), ...componentRoutes(view)];
}

function moduleRoutes(module: BusinessModule, view: EnvironmentView): RouteRow[] {
  const service = view.draft.services.find(({ kind, name }) => kind === 'module' && name === module.name);
  return module.routes.map((route) => {
    const port = module.ports.find(({ name }) => name === route.port) ?? module.ports[0];
    const host = hostOf(route.host, module.name, view);
    const isPlain = route.protocol === 'http';
    const outside = route.nodePort ?? (isPlain ? 80 : 443);
    const address = route.nodePort === undefined ? view.gatewayVip : (view.addresses[0]?.address ?? '');
    return {
      environment: view.draft.environment.name,
      module: module.name,
      title: module.title ?? text(module.name, module.name),
      exposure: route.exposure,
      host,
      protocol: route.protocol,
      port: outside,
      path: route.path,
      match: route.match,
      gateway: route.nodePort === undefined ? view.gateway : 'NodePort',
      gatewayAddress: address,
      stripPrefix: route.stripPrefix,
      namespace: service?.namespace ?? '',
      service: module.name,
      servicePort: port?.port ?? 0,
      targetPort: port?.targetPort ?? port?.port ?? 0,
      nodePort: route.nodePort ?? null,
      sessionAffinity: route.sessionAffinity,
      timeoutSeconds: route.timeoutSeconds ?? usualTimeoutSeconds,
      retries: usualRetries,
      bodyLimitMib: route.bodyLimitMib ?? usualBodyLimitMib,
      rateLimit: route.requestsPerSecondLimit ?? null,
      certificate: isPlain ? '' : certificateName(host),
      authentication: route.authentication,
      backends: module.dependsOn,
      owner: module.owner,
      verifyUrl: `${isPlain ? 'http' : 'https'}://${host}${outside === (isPlain ? 80 : 443) ? '' : `:${outside}`}${route.verifyPath}`,
      expect: route.expect,
    };
  });
}

/** A name the customer chose is production's; the other environments put their own in front of it. */
function hostOf(asked: string | undefined, module: string, { draft, domain }: EnvironmentView): string {
  if (asked === undefined) return `${module}.${domain}`;
  return draft.environment.kind === 'production' ? asked : `${draft.environment.name}.${asked}`;
}

function componentRoutes(view: EnvironmentView): RouteRow[] {
  return view.draft.choices
    .filter(({ placement }) => placement === 'cluster' || placement === 'machines')
    .flatMap((choice) => {
      const own = addressesOf(view, ownGroups(view, choice.name));
      return choice.component.routes.map((route): RouteRow => {
        const host = `${route.host}.${view.domain}`;
        const isOwn = choice.placement === 'machines';
        return {
          environment: view.draft.environment.name,
          module: choice.name,
          title: route.title,
          exposure: 'intranet',
          host,
          protocol: 'https',
          port: route.nodePort ?? 443,
          path: route.path,
          match: 'prefix',
          gateway: isOwn ? choice.name : route.nodePort === undefined ? view.gateway : 'NodePort',
          gatewayAddress: isOwn ? (own[0] ?? '') : view.gatewayVip,
          stripPrefix: false,
          namespace: choice.component.namespace,
          service: route.service,
          servicePort: route.port,
          targetPort: route.port,
          nodePort: route.nodePort ?? null,
          sessionAffinity: 'none',
          timeoutSeconds: usualTimeoutSeconds,
          retries: 0,
          bodyLimitMib: usualBodyLimitMib,
          rateLimit: null,
          certificate: certificateName(host),
          authentication: '',
          backends: [],
          owner: '',
          verifyUrl: `https://${host}${route.nodePort === undefined ? '' : `:${route.nodePort}`}${route.verifyPath}`,
          expect: route.expect,
        };
      });
    });
}

/** One wildcard certificate serves all names side by side under one domain. */
export function certificateName(host: string): string {
  return host.split('.').length > 2 ? `*.${host.split('.').slice(1).join('.')}` : host;
}
