import { text } from '../../model/text.ts';
import { finding, isHighlyAvailable, type PlanRule } from './plan-rule.ts';

/** A single copy bound to a machine stops with it; said, where no business depends on it. */
const waitsForMachine: PlanRule = {
  id: 'waits-for-machine',
  find: ({ views }) =>
    views
      .filter(isHighlyAvailable)
      .flatMap(({ draft }) =>
        draft.services
          .filter(
            ({ isDaemon, isMovable, replicas, servesBusiness }) =>
              !isDaemon && !isMovable && replicas === 1 && !servesBusiness,
          )
          .map(({ name, title }) =>
            finding(
              'info',
              `${draft.environment.name}/${name}`,
              text(
                `${title.zh} 的数据在一台机器上：那台停机时它要等机器恢复，业务不受影响`,
                `${title.en} keeps its data on one machine and waits for it when that stops; no business depends on it`,
              ),
              text('要求更高时用共享或多副本存储', 'Use shared or replicated storage where that is too little'),
            ),
          ),
      ),
};
export default waitsForMachine;
