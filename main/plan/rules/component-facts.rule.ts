import type { Machine } from '../../model/site/machine.ts';
import { text } from '../../model/text.ts';
import { finding, type PlanRule, someOf } from './plan-rule.ts';

/** Cliffs, life-cycle warnings, conflicts and licence decisions of the chosen components. */
const componentFacts: PlanRule = {
  id: 'component-facts',
  find: ({ requirements, facts, views, expressions }) =>
    views.flatMap(({ draft }) => {
      const machines = machineFacts(requirements, facts);
      const names = new Set(draft.choices.map(({ component }) => component.id));
      return draft.choices.flatMap(({ name, component, placement }) => {
        const object = `${draft.environment.name}/${name}`;
        const runs = placement !== 'customer' && placement !== 'existing';
        return [
          ...component.lifeCycle.map(({ severity, meaning, remedy }) =>
            finding(severity, object, meaning, remedy ?? text('知悉即可', 'Good to know')),
          ),
          ...component.conflicts
            .filter((conflict) => names.has(conflict.component))
            .map((conflict) =>
              finding(
                'blocker',
                `${object} / ${conflict.component}`,
                conflict.meaning,
                text('两者只选一个', 'Choose one of the two'),
              ),
            ),
          ...(runs && component.licence.decision !== undefined
            ? [
                finding(
                  'warning',
                  object,
                  component.licence.decision,
                  text('请在打包前作出决定', 'Decide before it is bundled'),
                ),
              ]
            : []),
          ...(runs
            ? component.cliffs.flatMap(({ when, severity, meaning, remedy }) => {
                const hit = machines.filter(
                  ({ values }) => expressions.of(when)({ machine: values, site: draft.site, inputs: {} }) === true,
                );
                return hit.length === 0
                  ? []
                  : [finding(severity, `${object} (${someOf(hit.map((machine) => machine.name))})`, meaning, remedy)];
              })
            : []),
        ];
      });
    }),
};

type Context = Parameters<PlanRule['find']>[0];

/** What cliffs may ask of a machine: facts first, then what the customer said of it, then of all of them. */
function machineFacts({ machines, hardware }: Context['requirements'], facts: Context['facts']) {
  const nodes: { name: string; machine?: Machine }[] =
    machines.length > 0 ? machines.map((machine) => ({ name: machine.name, machine })) : [{ name: 'machines' }];
  return nodes.map(({ name, machine }) => {
    const fact = facts[name];
    const said = machine?.hardware;
    const architecture =
      fact === undefined
        ? known(said?.architecture, hardware.architecture)
        : fact.architecture === 'aarch64'
          ? 'arm64'
          : 'amd64';
    const kernel = fact?.kernel ?? (said?.kernel || hardware.kernel);
    const [major = 0, minor = 0] = kernel.split('.').map(Number);
    return {
      name,
      values: {
        architecture,
        pageSizeBytes: fact?.pageSizeBytes ?? said?.pageSizeBytes ?? hardware.pageSizeBytes ?? 4096,
        kernel,
        // an unknown kernel hits no border
        kernelMajor: kernel === '' ? 999 : major || 0,
        kernelMinor: minor || 0,
        cgroupVersion: fact?.cgroupVersion ?? hardware.cgroupVersion ?? 2,
        isCpuLevel2: fact === undefined ? (hardware.isCpuLevel2 ?? true) : fact.cpuLevel !== 'x86-64-v1',
        os: fact === undefined ? said?.os || hardware.os : `${fact.os.id}-${fact.os.versionId}`,
      },
    };
  });
}

function known(...values: (string | undefined)[]): string {
  return values.find((value) => value !== undefined && value !== 'unknown') ?? 'amd64';
}
export default componentFacts;
