import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Kubernetes gives out NodePorts of 30000 to 32767 only, each once. */
const nodePort: PlanRule = {
  id: 'node-port',
  find: ({ routes }) =>
    routes.flatMap((route, index) => {
      const port = route.nodePort;
      if (port === null) return [];
      const object = `${route.environment}/${route.module} nodePort ${port}`;
      if (port < 30000 || port > 32767) {
        return [
          finding(
            'blocker',
            object,
            text('不在 30000–32767 范围内', 'It is outside 30000–32767'),
            text('换一个范围内的端口', 'Choose one of that range'),
          ),
        ];
      }
      const other = routes
        .slice(0, index)
        .find(
          ({ nodePort: used, environment, module }) =>
            used === port && environment === route.environment && module !== route.module,
        );
      return other === undefined
        ? []
        : [
            finding(
              'blocker',
              object,
              text(`${other.module} 已使用该端口`, `${other.module} uses it already`),
              text('换一个端口', 'Choose another'),
            ),
          ];
    }),
};
export default nodePort;
