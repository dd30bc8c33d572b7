import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §7.2: one host and path leads to one place, and a longer prefix of another service is easily overlooked. */
const routeConflict: PlanRule = {
  id: 'route-conflict',
  find: ({ routes }) =>
    routes.flatMap((route, index) => {
      const earlier = routes
        .slice(0, index)
        .filter(
          (other) =>
            other.host === route.host &&
            other.port === route.port &&
            other.nodePort === null &&
            route.nodePort === null,
        );
      const same = earlier.find(({ path, match }) => path === route.path && match === route.match);
      if (same !== undefined) {
        return [
          finding(
            'blocker',
            `${route.host}${route.path}`,
            text(
              `${same.module} 与 ${route.module} 用了同一个域名和路径`,
              `${same.module} and ${route.module} use the same host and path`,
            ),
            text('换一个路径或域名', 'Change the path or the host'),
          ),
        ];
      }
      const shadow = earlier.find(
        (other) => other.module !== route.module && (covers(other.path, route.path) || covers(route.path, other.path)),
      );
      return shadow === undefined || shadow.match === 'exact' || route.match === 'exact'
        ? []
        : [
            finding(
              'info',
              `${route.host}${route.path}`,
              text(
                `与 ${shadow.module} 的 ${shadow.path} 前缀重叠，按最长前缀匹配`,
                `Its prefix overlaps ${shadow.path} of ${shadow.module}; the longest prefix wins`,
              ),
              text('确认这是想要的结果', 'Make sure this is what is meant'),
            ),
          ];
    }),
};

function covers(prefix: string, path: string): boolean {
  const plain = prefix.replace(/\/+$/, '');
  return path !== prefix && (plain === '' || path.startsWith(`${plain}/`));
}
export default routeConflict;
