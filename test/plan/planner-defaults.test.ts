import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plannerDefaults } from '../../main/plan/assumptions.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';
import { catalog, expressions, releases, rules } from './fixture.ts';

const file = join(import.meta.dirname, '../../bundles/examples/online-design/requirements.yaml');
const requirements = readRequirements(readFileSync(file, 'utf8'), file);

test.each(Object.entries(plannerDefaults))('%s can be planned with at both its ends', (assumption, { least, most }) => {
  for (const value of [least, most]) {
    const overrides = [{ assumption, value, by: '陈工', why: '试' }];
    const plan = planSite({
      requirements: { ...requirements, overrides },
      catalog,
      expressions,
      rules,
      releases,
      facts: {},
      isPractice: false,
    });
    const used = plan.assumptions.find(({ id }) => id === assumption);
    if (used !== undefined) expect(used.value).toBe(value);
    for (const { value: figure } of Object.values(plan.figures))
      if (typeof figure === 'number') expect(Number.isFinite(figure)).toBe(true);
  }
});
