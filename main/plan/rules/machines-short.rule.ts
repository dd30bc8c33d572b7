import { shapeName } from '../../model/plan/planned-machine.ts';
import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** Fewer machines stand there than the plan asks for. */
const machinesShort: PlanRule = {
  id: 'machines-short',
  find: ({ requirements, views }) => {
    if (requirements.machines.length === 0 && requirements.machineLots.length === 0) return [];
    return views.flatMap(({ draft, groups }) =>
      groups
        .filter(({ count, existing }) => existing < count)
        .map(({ role, title, count, existing, shape }) =>
          finding(
            'warning',
            `${draft.environment.name}/${role}`,
            text(
              `${title.zh}需要 ${count} 台 ${shapeName(shape)}，已有 ${existing} 台可用`,
              `${title.en}: ${count} × ${shapeName(shape)} are needed, ${existing} are there`,
            ),
            text(
              `再准备 ${count - existing} 台，或看“机器不够时”的办法`,
              `Prepare ${count - existing} more, or look at the ways out when machines are short`,
            ),
          ),
        ),
    );
  },
};
export default machinesShort;
