import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registries } from '../../main/app/registries.ts';
import type { PortRow } from '../../main/model/plan/reach-plan.ts';
import { type SitePlan, sitePlanHash } from '../../main/model/plan/site-plan.ts';
import { text } from '../../main/model/text.ts';
import { planSite } from '../../main/plan/site-plan.ts';
import type { PlanningInput } from '../../main/report/planning-documents.ts';
import { readRequirements } from '../../main/requirements/read-requirements.ts';

/** Three environments, seven modules, protection level 3, a lot of machines, dates: something in every table. */
export function bankPlan(): SitePlan {
  return planOf(join(import.meta.dirname, '../fixtures/planning/city-bank.yaml'));
}

/** Only a name: every table must say what its emptiness means. */
export function barePlan(): SitePlan {
  return planOf('bare.yaml', 'apiVersion: ferryman/v1\nkind: Requirements\nsite: { name: bare }\n');
}

function planOf(file: string, source = readFileSync(file, 'utf8')): SitePlan {
  const { catalog, expressions, planRules: rules, releases } = registries();
  const requirements = readRequirements(source, file);
  return planSite({ requirements, catalog, expressions, rules, releases, facts: {}, isPractice: false });
}

export function inputOf(plan: SitePlan): PlanningInput {
  return {
    plan,
    hash: sitePlanHash(plan),
    revision: 3,
    createdAt: '2026-11-20T08:00:00.000Z',
    approval: null,
    ferrymanVersion: '0.1.0',
  };
}

export function portRow(row: Partial<PortRow>): PortRow {
  return {
    from: 'nodes',
    fromZone: 'prod',
    fromAddresses: ['10.8.16.10'],
    to: 'dns',
    toZone: 'customer',
    toAddresses: ['10.8.0.2'],
    protocol: 'udp',
    port: '53',
    purpose: text('域名解析', 'Names'),
    duration: 'lasting',
    removeBy: '',
    isRequired: true,
    crossesZones: true,
    components: ['kubernetes'],
    source: 'test',
    ...row,
  };
}
