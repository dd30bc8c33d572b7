import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** A machine named for a role that is smaller than the plan asks for. */
const machineSize: PlanRule = {
  id: 'machine-size',
  find: ({ existing, facts }) =>
    existing
      .filter(({ fits, role, name }) => !fits && role !== '' && facts[name] !== undefined)
      .map(({ name, because }) =>
        finding(
          'warning',
          name,
          because,
          text('换更大的机器，或接受并记录', 'Take a larger machine, or accept and record it'),
        ),
      ),
};
export default machineSize;
