import { text } from '../../model/text.ts';
import { heldDisks } from '../machines/taken-disks.ts';
import { keepsCopies, leastHosts, rawGbFor } from '../sizing/replicated-storage.ts';
import { volumesGb } from '../sizing/volumes.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** F14: storage that keeps copies has a machine for each, and room for them all the same when one machine stops. */
const storageRoom: PlanRule = {
  id: 'storage-room',
  find: ({ views }) =>
    views.flatMap(({ draft }) => {
      const { environment, services, choices } = draft;
      return choices
        .filter(({ component, placement }) => keepsCopies(component.id) && placement === 'cluster')
        .flatMap(({ name, component }) => {
          const object = `${environment.name}/${name}`;
          const { gb, hosts } = heldDisks(draft, name);
          if (hosts < leastHosts)
            return finding(
              'blocker',
              object,
              text(
                `数据要在 ${leastHosts} 台机器上各存一份，带数据盘的只有 ${hosts} 台`,
                `The data is kept on ${leastHosts} machines, and ${hosts} have a disk for it`,
              ),
              text(
                `业务服务器至少 ${leastHosts} 台（workerCount），或改用 NAS`,
                `Have at least ${leastHosts} workers (workerCount), or use a NAS`,
              ),
            );
          const classes = new Set(
            Object.values(draft.storage)
              .filter(({ provider }) => provider === component.id)
              .map(({ storageClass }) => storageClass),
          );
          const usableGb = volumesGb(services, classes);
          const neededGb = rawGbFor(usableGb, component.id, hosts);
          if (neededGb <= gb) return [];
          return finding(
            'blocker',
            object,
            text(
              `数据卷共 ${usableGb} GB，连同各份数据和一台停机的余量要 ${neededGb} GB 磁盘，现有 ${gb} GB`,
              `The volumes take ${usableGb} GB: with all copies and one machine stopped ${neededGb} GB of disks, and there are ${gb} GB`,
            ),
            text(
              `把 ${name} 的 inputs.usableGb 调到 ${usableGb} 以上`,
              `Raise inputs.usableGb of ${name} to ${usableGb} or more`,
            ),
          );
        });
    }),
};
export default storageRoom;
