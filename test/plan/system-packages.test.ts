import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { isFerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { artifactLabel } from '../../main/model/plan/artifact-ref.ts';
import { planOperation } from '../../main/plan/operation-plan.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { bundleWithout, factsOf, requirementsOf } from './fixture.ts';

const { releases, catalog, expressions, planRules: rules, steps } = registries();

type Os = ReturnType<typeof factsOf>['os'];

/** A plan of what ships, for machines with these systems that lack these tools; `tools: {}` lacks all. */
function planFor(systems: readonly Os[], tools: Readonly<Record<string, boolean>> = {}) {
  const machines = systems.map((_, index) => ({ name: `m-${index}` }));
  const kubernetes = { podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/16' };
  const facts = Object.fromEntries(
    systems.map((os, index) => [`m-${index}`, factsOf({ os, machineId: `id-${index}`, tools })]),
  );
  const requirements = requirementsOf(machines, { kubernetes });
  return planSite({ requirements, releases, catalog, expressions, rules, facts, isPractice: false });
}

const os = (id: string, versionId: string, name = id): Os => ({ id, versionId, name });
const asDebian = ['conntrack', 'socat', 'ebtables', 'ethtool', 'ipset'];
const asEl8 = ['conntrack-tools', 'socat', 'iptables-ebtables', 'ethtool', 'ipset'];
const asEl9 = ['conntrack-tools', 'socat', 'iptables-nft', 'ethtool', 'ipset'];
const asOpenEuler = ['conntrack-tools', 'socat', 'ebtables', 'ethtool', 'ipset'];

describe('what a bare machine gets, by its os-release', () => {
  test.each([
    [os('debian', '12'), 'debian-12', asDebian],
    [os('ubuntu', '24.04'), 'ubuntu-24.04', asDebian],
    [os('rhel', '8.10'), 'rhel-8', asEl8],
    [os('rocky', '8.9'), 'rocky-8', asEl8],
    [os('rocky', '9.4'), 'rocky-9', asEl9],
    [os('almalinux', '9.2'), 'almalinux-9', asEl9],
    [os('centos', '9'), 'centos-9', asEl9],
    [os('rhel', '10.0'), 'rhel-10', asEl9],
    [os('anolis', '8.6'), 'anolis-8', asEl8],
    [os('fedora', '42'), 'fedora-42', asEl9],
    [os('openEuler', '22.03'), 'openeuler-22.03', asOpenEuler],
    [os('kylin', 'V10', 'Kylin Linux Advanced Server V10 (Lance)'), 'kylin-v10', asOpenEuler],
  ])('%j: %s', (system, distribution, names) => {
    const plan = planFor([system]);
    expect(plan.nodes).toMatchObject([{ distribution, packages: names }]);
    const required = plan.artifacts.flatMap((ref) =>
      ref.type === 'package' ? [`${ref.distribution} ${ref.name}`] : [],
    );
    expect(required.sort()).toEqual(names.map((name) => `${distribution} ${name}`).sort());
    expect(plan.findings.filter(({ rule }) => rule === 'system-packages')).toEqual([]);
  });

  test.each([
    os('centos', '7'),
    os('anolis', '23.1'),
    os('kylin', 'v10', 'Kylin V10 SP1'),
    os('sles', '15.6'),
    os('uos', '20'),
  ])('%j: names nobody knows are not made up, and the plan is blocked', (system) => {
    const plan = planFor([system]);
    expect(plan.nodes).toMatchObject([{ packages: [] }]);
    expect(plan.findings.filter(({ rule }) => rule === 'system-packages')).toMatchObject([
      { severity: 'blocker', object: 'm-0', reason: { en: expect.stringContaining('conntrack, socat') } },
    ]);
  });
});

test('only what was not found on the machine is brought', () => {
  const tools = { conntrack: true, socat: true, ethtool: true, ipset: true, ebtables: false };
  expect(planFor([os('rocky', '8.9')], tools).nodes).toMatchObject([{ packages: ['iptables-ebtables'] }]);
  const whole = planFor([os('rocky', '8.9')], { ...tools, ebtables: true });
  expect([whole.nodes[0]?.packages, whole.artifacts.filter(({ type }) => type === 'package')]).toEqual([[], []]);
});

test('each release that ships says names of every family for tools it asks for, and of no others', () => {
  for (const { packages, packageNames = {} } of releases) {
    for (const names of Object.values(packageNames))
      expect(packages).toEqual(expect.arrayContaining(Object.keys(names)));
    expect(Object.keys(packageNames).sort()).toEqual(['el10', 'el8', 'el9', 'fedora', 'kylin', 'openeuler']);
  }
});

test('the closure asks a bundle for them by the names of each machine, and names what it lacks', () => {
  const plan = planFor([os('rocky', '8.9'), os('openEuler', '22.03')]);
  const bundle = bundleWithout();
  const lacking = {
    ...bundle,
    find: (ref: Parameters<typeof bundle.find>[0]) => (ref.type === 'package' ? undefined : bundle.find(ref)),
  };
  const work = () => planOperation(plan, steps, lacking);
  expect(work).toThrow(/BUNDLE_E0007/);
  try {
    work();
  } catch (error) {
    const said = isFerrymanError(error, 'BUNDLE_E0007') ? `${error.message} ${error.evidence}` : '';
    for (const ref of plan.artifacts.filter(({ type }) => type === 'package'))
      expect(said).toContain(artifactLabel(ref));
    expect(said).toContain('package iptables-ebtables (rocky-8, linux/amd64)');
    expect(said).toContain('package conntrack-tools (openeuler-22.03, linux/amd64)');
  }
});

test('the step that installs them is told the same names', () => {
  const { steps: planned } = planOperation(planFor([os('rocky', '9.4')]), steps, bundleWithout());
  const step = planned.find(({ kind }) => kind === 'host/packages');
  const input = step?.input as { packages: { ref: { name: string } }[] } | undefined;
  expect(input?.packages.map(({ ref }) => ref.name)).toEqual(asEl9);
});
