import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** §7.7: an image runs only on the architecture it was built for. */
const architecture: PlanRule = {
  id: 'architecture',
  find: ({ requirements: { hardware }, views }) => {
    const wanted =
      hardware.architecture === 'mixed'
        ? ['amd64', 'arm64']
        : hardware.architecture === 'unknown'
          ? []
          : [hardware.architecture];
    return views.flatMap(({ draft }) =>
      draft.services.flatMap(({ name, architectures }) => {
        const missing = wanted.filter((one) => !architectures.includes(one));
        if (missing.length === 0) return [];
        const isPartly = missing.length < wanted.length;
        return [
          finding(
            isPartly ? 'warning' : 'blocker',
            `${draft.environment.name}/${name}`,
            text(`没有 ${missing.join('、')} 的镜像`, `It has no image for ${missing.join(', ')}`),
            isPartly
              ? text(
                  '只能在另一种机器上运行，需要用 kubernetes.io/arch 指定',
                  'It runs on the other machines only; pin it by kubernetes.io/arch',
                )
              : text('请提供该架构的镜像，或换机器', 'Bring an image for that architecture, or take other machines'),
          ),
        ];
      }),
    );
  },
};
export default architecture;
