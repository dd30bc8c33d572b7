import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** A volume needs somebody to provide it. */
const storageMissing: PlanRule = {
  id: 'storage-missing',
  find: ({ views }) =>
    views.flatMap(({ draft }) =>
      draft.services
        .filter(({ volumes }) => volumes.some(({ storageClass }) => storageClass === ''))
        .map(({ name, volumes }) =>
          finding(
            'blocker',
            `${draft.environment.name}/${name}`,
            volumes.some(({ access }) => access === 'shared')
              ? text(
                  '需要多个容器共用的存储，却没有 NAS 或 Ceph',
                  'It needs storage several pods share, and there is no NAS and no Ceph',
                )
              : text('需要存储，却没有可用的存储', 'It needs storage, and none is there'),
            text(
              '在 customerSystems.nas 写明 NAS，或在 platform 中选 rook-ceph、longhorn',
              'Name a NAS under customerSystems.nas, or choose rook-ceph or longhorn under platform',
            ),
          ),
        ),
    ),
};
export default storageMissing;
