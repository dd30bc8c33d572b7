import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { draftPlan } from '../../main/app/site-plan.ts';
import { formulaText } from '../../main/model/plan/formula-words.ts';
import { shapeName } from '../../main/model/plan/planned-machine.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { addressRuns } from '../../renderer/features/plan/address-runs.ts';
import { amount, plainNumber } from '../../renderer/features/plan/amount.ts';
import { answerAt, commonAnswers, reasonWords, typed } from '../../renderer/features/plan/answers.ts';
import { dayOf, monthStarts } from '../../renderer/features/plan/calendar-days.ts';
import { inputWords } from '../../renderer/features/plan/input-words.ts';
import { nameRuns } from '../../renderer/features/plan/name-runs.ts';
import { figureOf } from '../../renderer/features/plan/service-figures.ts';
import type { Words } from '../../renderer/i18n/words.ts';
import { zh } from '../../renderer/i18n/zh.ts';

const t: Words['t'] = (key) => zh[key];
const requirementsOf = (example: string) => {
  const file = join(import.meta.dirname, `../../bundles/examples/${example}/requirements.yaml`);
  return readRequirements(readFileSync(file, 'utf8'), file);
};
const all = registries();

describe('amounts', () => {
  test.each([
    [15390, 'm', '15.39 核', '15.39 cores'],
    [512, 'MiB', '512 MiB', '512 MiB'],
    [1024, 'MiB', '1 GiB', '1 GiB'],
    [6050, 'GB', '6,050 GB', '6,050 GB'],
    [60, '1/s', '60 次/秒', '60 per second'],
    [7, 'count', '7', '7'],
    ['16C64G', 'machine', '16C64G', '16C64G'],
    ['10.244.0.0/16', 'cidr', '10.244.0.0/16', '10.244.0.0/16'],
  ])('%s %s', (value, unit, inChinese, inEnglish) => {
    expect(amount(value, unit, 'zh')).toBe(inChinese);
    expect(amount(value, unit, 'en')).toBe(inEnglish);
  });

  test('no more than two decimals', () => expect(plainNumber(59056.486)).toBe('59,056.49'));
});

test('names and addresses that follow one another are told as a run', () => {
  expect(nameRuns(['w-01', 'w-02', 'w-03', 'w-05', 'gitlab'])).toEqual(['w-01 … 03', 'w-05', 'gitlab']);
  expect(nameRuns(['w-09', 'w-10'])).toEqual(['w-09 … 10']);
  expect(addressRuns(['10.0.0.9', '10.0.0.10', '10.0.1.11', '10.31.0.0/16', 'nas.example.cn'])).toEqual([
    '10.0.0.9 – 10',
    '10.0.1.11',
    '10.31.0.0/16',
    'nas.example.cn',
  ]);
});

test('months that begin between two days, over the turn of a year', () => {
  const months = monthStarts(dayOf('2026-11-30'), dayOf('2027-02-01'));
  expect(months.map(({ label }) => label)).toEqual(['2026-12', '2027-01', '2027-02']);
  expect(months[0]?.day).toBe(dayOf('2026-12-01'));
});

describe('answers', () => {
  test('are found by the names of list items, and typed as they read', () => {
    const requirements = requirementsOf('online-design');
    expect(answerAt(requirements, 'load.concurrentUsers')).toBe('300');
    expect(answerAt(requirements, 'environments.pre-release.availability')).toBe('basic');
    expect(answerAt(requirements, 'modules.design-api.perPodConcurrency')).toBe('');
    expect(commonAnswers(requirements).map(({ path }) => path)).toContain('environments.pre-release.availability');
    expect([typed('450'), typed('true'), typed('2027-01-01'), typed('0.5')]).toEqual([450, true, '2027-01-01', 0.5]);
  });

  test('a reason is told by its question where people know it by that', () => {
    expect(reasonWords('load.concurrentUsers 300 → 450', t)).toBe('同时在线人数 300 → 450 (load.concurrentUsers)');
    expect(reasonWords('environments.production.availability basic → one-machine', t)).toContain(
      '坏任何一台，业务不停',
    );
    expect(reasonWords('other 0.8 → 0.6', t)).toBe('other 0.8 → 0.6');
    expect(reasonWords('years 3 → 5', t, { years: '规划年限' })).toBe('规划年限 3 → 5 (years)');
  });
});

describe.each(['online-design', 'factory', 'kubesphere-company'])('figures of the example %s', (example) => {
  const plan = draftPlan(all, requirementsOf(example));

  test('stand behind the copies of every service that has a number of its own', () => {
    for (const { name: environment, services } of plan.environments) {
      for (const service of services.filter(({ isDaemon }) => !isDaemon)) {
        const id = figureOf(plan, environment, service, 'count');
        expect(plan.figures[id ?? '']?.value, `${environment} ${service.name}`).toBe(service.replicas);
      }
    }
  });

  test('stand behind disks, other ways to buy, storage, days, and what a module asks for', () => {
    const shown = [
      ...plan.environments.flatMap(({ name, machines, alternatives, services, namespaces }) => [
        ...machines.flatMap(({ role, disks }) =>
          disks.map(({ mount, sizeGb }) => [`${name}.machines.${role}.disks.${mount}`, sizeGb] as const),
        ),
        ...alternatives.map(({ shape, count }) => [`${name}.alternatives.${shapeName(shape)}.count`, count] as const),
        ...namespaces.map((one) => [`${name}.namespaces.${one.name}.quota.cpu`, one.quota.cpuMillicores] as const),
        ...services
          .filter(({ kind }) => kind === 'module')
          .flatMap((service) => [
            [figureOf(plan, name, service, 'cpu') ?? '', service.requests.cpuMillicores] as const,
            [figureOf(plan, name, service, 'memory') ?? '', service.requests.memoryMib] as const,
            ...service.volumes.map(
              (volume) => [figureOf(plan, name, service, `volumes.${volume.name}`) ?? '', volume.sizeGb] as const,
            ),
          ]),
      ]),
      ...plan.storage.flatMap(({ name, usableGb, rawGb }) => [
        [`storage.${name}.usable`, usableGb] as const,
        [`storage.${name}.raw`, rawGb] as const,
      ]),
      ...(plan.schedule?.items ?? []).map(({ id, days }) => [`schedule.${id}.days`, days] as const),
    ];
    expect(shown.length).toBeGreaterThan(10);
    for (const [id, value] of shown) expect(plan.figures[id]?.value, id).toBe(value);
  });

  test('have formulas in Chinese, but for the expressions of the catalog', () => {
    const english = Object.values(plan.figures)
      .filter(({ source, formula }) => !source.reference.startsWith('catalog:') && formulaText(formula).zh === formula)
      .map(({ formula }) => formula);
    expect(
      english.filter((formula) => / [a-z]{3,} [a-z]{3,}/.test(formula) && !/inputs\.|site\./.test(formula)),
    ).toEqual([]);
  });

  test('have inputs that are called something in words', () => {
    const unnamed = Object.values(plan.figures)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .filter((name) => inputWords(name, plan).zh === name && !/^v\d/.test(name));
    expect([...new Set(unnamed)]).toEqual([]);
  });
});
