import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { planOperation } from '../../main/plan/operation-plan.ts';
import { bundleWithout, sitePlanOf } from './fixture.ts';

const { steps } = registries();
const machines = [{ name: 'cp' }, { name: 'w-1' }, { name: 'w-2' }];
const agreed = { changes: { timeService: 'chrony', firewall: 'open-ports' } };

function timeSteps(rest: Readonly<Record<string, unknown>>) {
  const operation = planOperation(sitePlanOf(machines, rest), steps, bundleWithout());
  return Object.fromEntries(
    operation.steps
      .filter(({ kind }) => kind === 'host/time')
      .map(({ target, input, needs }) => [target, { ...(input as object), needs }]),
  );
}

describe('the time service', () => {
  test('is left alone where nobody agreed to a change', () => {
    expect(timeSteps({ network: { ntp: ['10.9.0.3'] } })).toEqual({});
  });

  test("follows the site's servers on every node", () => {
    const steps = timeSteps({ ...agreed, network: { ntp: ['10.9.0.3', '10.9.0.4'] } });
    for (const name of ['cp', 'w-1', 'w-2']) {
      expect(steps[name]).toEqual({
        servers: ['10.9.0.3', '10.9.0.4'],
        clients: [],
        needs: [`/host/packages/${name}`],
      });
    }
  });

  test('goes by the first control plane where the site has no server, and that one gives it to the others alone', () => {
    const steps = timeSteps(agreed);
    expect(steps.cp).toEqual({ servers: [], clients: ['10.0.0.2', '10.0.0.3'], needs: ['/host/packages/cp'] });
    expect(steps['w-1']).toEqual({
      servers: ['10.0.0.1'],
      clients: [],
      needs: ['/host/packages/w-1', '/host/time/cp'],
    });
  });

  test.each([
    ['no server', agreed, ['cp']],
    ['servers of the site', { ...agreed, network: { ntp: ['10.9.0.3'] } }, []],
  ])('opens its port only where others ask for the time: %s', (_name, rest, expected) => {
    const operation = planOperation(sitePlanOf(machines, rest), steps, bundleWithout());
    const open = operation.steps.filter(
      ({ kind, input }) => kind === 'host/firewall' && (input as { ports: string[] }).ports.includes('123/udp'),
    );
    expect(open.map(({ target }) => target)).toEqual(expected);
  });

  test.each([
    ['missing', { tools: {} }, agreed, true],
    ['there', { tools: { chronyd: true } }, agreed, false],
    ['missing, not agreed', { tools: {} }, {}, false],
  ])('chrony comes from the bundle only where it is wanted and missing: %s', (_name, facts, rest, isCarried) => {
    const plan = sitePlanOf(machines, rest, facts);
    expect(plan.nodes.map(({ packages }) => packages.includes('chrony'))).toEqual(machines.map(() => isCarried));
    expect(plan.artifacts.some((ref) => ref.type === 'package' && ref.name === 'chrony')).toBe(isCarried);
  });
});
