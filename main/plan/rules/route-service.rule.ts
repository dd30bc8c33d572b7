import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §7.2: a path leads to a service that exists and listens. */
const routeService: PlanRule = {
  id: 'route-service',
  find: ({ views }) =>
    views.flatMap(({ draft }) =>
      draft.modules.flatMap((module) =>
        module.routes
          .filter(
            ({ port }) =>
              module.ports.length === 0 || (port !== undefined && !module.ports.some(({ name }) => name === port)),
          )
          .map(({ path, port }) =>
            finding(
              'blocker',
              `${draft.environment.name}/${module.name}${path}`,
              port === undefined
                ? text('该模块没有端口，路径没有去处', 'The module has no port, so the path leads nowhere')
                : text(`该模块没有名为 ${port} 的端口`, `The module has no port named ${port}`),
              text('在模块的 ports 中写明端口', 'Name the port under ports of the module'),
            ),
          ),
      ),
    ),
};
export default routeService;
